"""Short names: what people leave out, and what may not be left out."""

import pytest

from app.services.search.short_names import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("百花深处胡同", ["百花深处"]),
        ("北京天文馆", ["天文馆"]),
        ("北京鲁迅博物馆", ["北京鲁迅", "鲁迅博物馆", "鲁迅"]),
        ("后海公园", ["后海"]),
        ("法源寺历史文化街区", ["法源寺"]),
        ("什刹海地区", ["什刹海"]),
        ("Former Residence of Li Dazhao", ["li dazhao"]),
        ("Beijing Lu Xun Museum", ["beijing lu xun", "lu xun museum", "lu xun"]),
        ("Baishun Hutong", ["baishun"]),
        ("国家大剧院", []),
        ("中国书店", []),
        ("Capital Museum", []),
        ("牛街", []),
        ("白塔夜话", []),
        ("PAGEONE书店", []),
    ],
)
def test_a_name_is_shortened_as_people_do(name: str, short: list[str]) -> None:
    assert short_names([name]) == short
