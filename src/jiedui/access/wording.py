"""What each refusal of this app means, in Chinese and English, by code. Knows no Django."""

from __future__ import annotations

from typing import NamedTuple


class Worded(NamedTuple):
    """A code in words: Chinese and English, one sentence each."""

    zh: str
    en: str


WORDING: dict[str, Worded] = {
    "NOT_ALLOWED": Worded("您没有此项权限", "Your roles do not allow this"),
    "USER_UNKNOWN": Worded("没有此用户或已停用", "There is no such active user"),
    "USER_EXISTS": Worded("用户名已被使用", "The sign-in name is taken"),
    "USERNAME_WRONG": Worded("用户名不合要求", "The sign-in name cannot be used"),
    "PASSWORD_WEAK": Worded("密码过于简单", "The password is too weak"),
    "REASON_MISSING": Worded("缺少说明", "The words that say why or what for are missing"),
    "TOKEN_INVALID": Worded("没有有效的令牌", "There is no token that holds"),
    "TOKEN_DAYS": Worded("令牌有效期不合要求", "The token cannot hold so long"),
    "TOKEN_UNKNOWN": Worded("没有此令牌或已停用", "There is no such token, or it holds no longer"),
    "ROLE_UNKNOWN": Worded("没有此角色", "There is no such role"),
    "PLACE_UNKNOWN": Worded("地名或代码无法确定", "The place's name or code names no one place"),
    "OFFICE_NOT_SET": Worded("尚未设定本单位", "The office's own place is not set"),
    "OWN_ACCOUNT": Worded("不能停用自己的账号", "Nobody withdraws his own account"),
    "DATABASE_LOCKED": Worded(
        "账簿正被其他程序写入,请稍候", "Another program is writing to the book"
    ),
    "DISK_FULL": Worded("磁盘空间不足,未写入任何内容", "The disk is full; nothing was written"),
    "DATABASE_READ_ONLY": Worded("数据库不可写", "The database cannot be written"),
    "DATABASE_GONE": Worded("数据库服务没有应答", "The database server does not answer"),
    "KEYS_STILL_NEEDED": Worded("旧密钥仍有内容需要", "Something still needs the older keys"),
    "CIPHER_UNKNOWN": Worded("没有这种加密算法", "No such cipher"),
    "CIPHER_MISSING": Worded("本机没有国密算法", "This machine does not have the cipher"),
    "KEY_BROKEN": Worded("密钥文件损坏", "The key file is broken"),
    "SEAL_BROKEN": Worded(
        "封存内容无法打开:被改动、移动或密钥不符",
        "What is sealed cannot be opened: changed, moved, or another key",
    ),
    "UPLOAD_MISSING": Worded("找不到已接收的文件", "The file received is missing"),
}
"""Every code that `access` refuses with."""
