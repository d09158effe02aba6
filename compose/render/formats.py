"""Money, dates and numbers as a language writes them in prose: CLDR through Babel, mended by the locale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from compose.model.locale import Formats

if TYPE_CHECKING:
    from compose.model.locale import Locale

_REMEMBERED = 1_000

ENGLISH = Formats(
    day="d MMMM y", weekday="EEEE d MMMM y", clock="HH:mm", money="{number} {code}", money_decimals="if-needed"
)


class Amount(Decimal):
    """A sum that knows its currency (ISO 4217, or empty for the language's own)."""

    currency: str

    def __new__(cls, value: Decimal, currency: str) -> Amount:
        amount = super().__new__(cls, value)
        amount.currency = currency
        return amount


class Formatter:
    """The filters `day weekday clock money number percent` of one language."""

    def __init__(self, babel: str, formats: Formats, currency: str) -> None:
        self._babel = babel
        self._formats = formats
        self._currency = currency
        self._symbols: tuple[str, str] | None = None
        self.day = _kept(self._day)
        self.weekday = _kept(self._weekday)
        self.clock = _kept(self._clock)
        self.number = lru_cache(_REMEMBERED, typed=True)(self._number)
        self.percent = lru_cache(_REMEMBERED, typed=True)(self._percent)

    def filters(self) -> dict[str, Callable[..., str]]:
        """The filters by the name that sentences call them by."""
        return {name: getattr(self, name) for name in ("day", "weekday", "clock", "money", "number", "percent")}

    def _day(self, value: date) -> str:
        from babel.dates import format_date

        return str(format_date(value, self._formats.day or "long", locale=self._babel))

    def _weekday(self, value: date) -> str:
        from babel.dates import format_date

        pattern = self._formats.weekday or "full"
        if self._formats.weekdays:
            pattern = pattern.replace("EEEE", f"'{self._formats.weekdays[value.weekday()]}'")
        return str(format_date(value, pattern, locale=self._babel))

    def _clock(self, value: time | datetime) -> str:
        """A time of day, such as 14.00."""
        from babel.dates import format_time

        return str(format_time(value, self._formats.clock or "short", locale=self._babel))

    def _number(self, value: Decimal | int) -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self._babel))

    def _percent(self, value: Decimal | int) -> str:
        """A share given in hundredths: 20 is 20 %."""
        from babel.numbers import format_percent

        return str(format_percent(Decimal(value) / 100, locale=self._babel, decimal_quantization=False))

    def money(self, value: Decimal | int, currency: str = "") -> str:
        """A sum in its own currency, the one named, or the language's."""
        return self._money(Decimal(value), currency or getattr(value, "currency", "") or self._currency)

    def _money(self, value: Decimal, code: str) -> str:
        own = code == self._currency
        pattern = self._formats.money if own else self._formats.money_other
        if not pattern:
            from babel.numbers import format_currency

            return str(format_currency(value, code, locale=self._babel))
        places = _precision(code)
        rule = self._formats.money_decimals if own else "if-needed"
        if rule == "never" or (rule == "if-needed" and value == int(value)):
            places = 0
        return pattern.replace("{number}", self._grouped(value, places)).replace("{code}", code)

    def _grouped(self, value: Decimal, places: int) -> str:
        """The number with its groups of three, by the symbols that CLDR has; Babel itself where it is not so simple."""
        from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

        if self._symbols is None:
            samples = [str(format_decimal(number, "#,##0", locale=self._babel)) for number in (1234567, 1234)]
            group, point = get_group_symbol(self._babel), get_decimal_symbol(self._babel)
            simple = samples == [f"1{group}234{group}567", f"1{group}234"]
            self._symbols = (group, point) if simple else ("", "")
        group, point = self._symbols
        if not group:
            return str(format_decimal(value, "#,##0" + "." * bool(places) + "0" * places, locale=self._babel))
        whole, _, rest = f"{value:,.{places}f}".partition(".")
        return whole.replace(",", group) + (point + rest if rest else "")


def _kept(act: Callable[[Any], str]) -> Callable[[Any], str]:
    """The function with a memory. One moment in two time zones is equal, and is not the same day and hour."""
    remembered = lru_cache(_REMEMBERED)(lambda value, zone: act(value))
    return lambda value: remembered(value, getattr(value, "tzinfo", None))


@cache
def _precision(code: str) -> int:
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(code))


def formatter(locale: Locale) -> Formatter:
    """The formats of a locale."""
    return Formatter(locale.babel, locale.formats, locale.currency)


def english() -> Formatter:
    """The formats of a gloss."""
    return Formatter("en_GB", ENGLISH, "")
