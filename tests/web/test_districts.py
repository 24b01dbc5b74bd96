"""The page of districts: a bundle made, received by one person, posted by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


def test_a_bundle_goes_the_whole_way(as_user: Callable[[str], Client], book: int) -> None:
    """This office stands for its own district, so that everything in the bundle conflicts."""
    officer, reviewer = as_user("officer"), as_user("reviewer")
    made = officer.post("/desk/districts/make", {"after": "0"})
    assert made["Content-Disposition"] == f'attachment; filename="310114-1-{book}.jiedui"'
    file = SimpleUploadedFile("a.jiedui", made.content)
    refused = officer.post("/desk/districts/receive", {"file": file})
    assert refused.status_code == 422
    assert "该单位的公钥尚未登记" in refused.content.decode()
    key = officer.get("/desk/districts").content.decode().split('<span class="hash">')[1][:44]
    trusted = as_user("administrator").post(
        "/desk/districts/trust", {"place": "嘉定区", "key": key}, follow=True
    )
    assert trusted.status_code == 403  # an administrator enters keys and receives nothing
    file = SimpleUploadedFile("a.jiedui", made.content)
    page = officer.post("/desk/districts/receive", {"file": file}, follow=True).content.decode()
    assert "上报包第 1 号 · 嘉定区" in page
    assert "3 笔与本账簿已有内容相同" in page or "4 笔与本账簿已有内容相同" in page
    assert "须由另一位复核人记账" in page
    said_no = reviewer.post("/desk/districts/1/post")
    assert said_no.status_code == 409
    done = reviewer.post("/desk/districts/1/post", {"accept_conflicts": "1"}, follow=True)
    assert f"第 {book + 1} 至 {2 * book} 号" in done.content.decode()
    told = officer.get("/desk/districts.json").json()["content"]
    assert [(one["place"], one["last"]) for one in told["districts"]] == [("310114", book)]
    assert "Districts" in officer.get("/desk/districts?lang=en").content.decode()


def test_who_may_not_receive_sees_no_bundles(as_user: Callable[[str], Client]) -> None:
    assert as_user("viewer").get("/desk/districts").status_code == 403
    page = as_user("officer").get("/desk/districts").content.decode()
    assert "还没有登记上报单位" in page
    missing = as_user("officer").get("/desk/districts/9")
    assert missing.status_code == 404
    assert "没有此上报包" in missing.content.decode()
