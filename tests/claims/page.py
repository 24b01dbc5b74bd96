"""A page about the other programme, and what each of its numbers must come to."""

PAGE = """# 对口帮扶雷波、美姑两县取得实效

2018年1月至2019年6月,顺德区投入雷波县帮扶资金1350万元,其中市级统筹资金750万元,区财政资金600万元。

雷波县彝绣工坊项目建筑面积1200平方米,总投资200万元。

雷波县建档立卡贫困户从2017年底的8000户33000人减至2019年6月底的2100户9000人。

2019年,顺德区计划投入雷波县、美姑县帮扶资金200万元。

顺德区教育局向雷波县教育局捐赠8万元。

雷波县中心小学的图书室投入资金35万元。
"""

OUTCOMES = {
    "1350万元": "confirmed_with_note",
    "750万元": "confirmed",
    "600万元": "confirmed",
    "1200平方米": "confirmed",
    "200万元": "confirmed",
    "8000户": "confirmed",
    "33000人": "confirmed",
    "2100户": "confirmed",
    "9000人": "confirmed",
    "8万元": "confirmed",
    "35万元": "undecidable",
}
