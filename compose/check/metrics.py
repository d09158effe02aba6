"""How long a message is: words, sentences, characters, seconds of speech, SMS segments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compose.model.finding import Metrics

if TYPE_CHECKING:
    from compose.model.locale import Locale
    from compose.model.message import Message

_WORD = re.compile(r"\w+(?:[-'’.,:/@]\w+)*")
PAUSE = 0.4  # seconds for each sentence end
# GSM 03.38 basic alphabet and its extension table (3GPP TS 23.038); an extension character takes two septets.
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENSION = frozenset("^{}\\[~]|€\f")
_EXTENDED = re.compile(f"[{re.escape(''.join(sorted(GSM7_EXTENSION)))}]")
_OUTSIDE = re.compile(f"[^{re.escape(''.join(sorted(GSM7 | GSM7_EXTENSION)))}]")


def words(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, joined by a hyphen, an apostrophe or an inner mark."""
    return _WORD.findall(text)


def speaking_seconds(message: Message, locale: Locale) -> float:
    """Estimate how long the message takes to say, in seconds.

    Words over the locale's speaking rate (words a minute, from its `locale.toml`), plus 0.4 s for each sentence
    end. Stage directions are not said.
    """
    count = len(words(message.spoken()))
    return round(count * 60 / locale.speaking_rate + PAUSE * len(message.sentences), 1)


def segments(text: str) -> tuple[int, str]:
    """How many parts an SMS takes, and the letters that force UCS-2 (empty when the text fits GSM-7).

    GSM-7: 160 septets, 153 each in a chain; UCS-2: 70 code units, 67 each in a chain (3GPP TS 23.040).
    """
    forcing = "".join(sorted(set(_OUTSIDE.findall(text))))
    if forcing:
        units = len(text.encode("utf-16-le")) // 2
        return (1 if units <= 70 else -(-units // 67)), forcing
    septets = len(text) + len(_EXTENDED.findall(text))
    return (1 if septets <= 160 else -(-septets // 153)), ""


def measure(message: Message, locale: Locale) -> Metrics:
    """The size of a message. Stage directions count as characters alone; the subject line is not counted."""
    body = message.text[message.body_start :]
    return Metrics(
        words=len(words(message.spoken())),
        sentences=len(message.sentences),
        characters=len(body),
        seconds=speaking_seconds(message, locale),
        segments=segments(body)[0],
    )


def longest_sentence(message: Message) -> tuple[int, tuple[int, int]]:
    """The most words of one sentence, and its span."""
    sized = [(len(words(message.text[start:end])), (start, end)) for start, end in message.sentences]
    return max(sized, default=(0, (message.body_start, message.body_start)))
