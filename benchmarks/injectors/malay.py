"""Mistakes in Malay and Indonesian: di and ke, the passive, clitics, doubling, sounds, words of the other language."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.injectors import Families, Line, Slip, pairs, swapped, words

PLACES = "DEM | NOUN:place | ADV:place"
LETTERS = {"meny": "mens", "mem": "memp", "men": "ment", "meng": "mengk"}
TO_INDONESIAN = pairs(
    "kerana>karena wang>uang invois>faktur pejabat>kantor boleh>bisa tarikh>tanggal esok>besok mesyuarat>rapat "
    "kualiti>kualitas syarikat>perusahaan laman>situs ogos>agustus mac>maret akaun>akun bahagian>bagian "
    "berbeza>berbeda kakitangan>karyawan perkhidmatan>layanan penghantaran>pengiriman dihantar>dikirim "
    "menghantar>mengirim"
)
TO_MALAY = pairs(
    "karena>kerana uang>wang faktur>invois rapat>mesyuarat besok>esok kualitas>kualiti perusahaan>syarikat "
    "tanggal>tarikh kantor>pejabat akun>akaun situs>laman maret>mac agustus>ogos bagian>bahagian berbeda>berbeza "
    "karyawan>kakitangan layanan>perkhidmatan pengiriman>penghantaran dikirim>dihantar mengirim>menghantar"
)
CHAT_MS = pairs("yang>yg tidak>tak dengan>dgn untuk>utk sudah>dah sahaja>je kerana>sbb dalam>dlm")
CHAT_ID = pairs("yang>yg tidak>nggak dengan>dgn untuk>utk sudah>udah saja>aja karena>krn dalam>dlm")


def joined(line: Line) -> Iterator[Slip]:
    """«di» or «ke» written together with the place that follows."""
    for at in range(len(line.tokens) - 1):
        following = line.tokens[at + 1]
        fits = line.may(at + 1, PLACES) or line.word(at + 1) in ("dalam", "atas", "bawah", "luar", "depan", "hadapan")
        if line.word(at) in ("di", "ke") and fits and following.text.islower():
            yield line.put(at, line.word(at) + following.text, at + 1)


def passive_split(line: Line) -> Iterator[Slip]:
    """The passive's di- written apart."""
    for at, token in enumerate(line.tokens):
        if token.lower.startswith("di") and line.must(at, "VERB:pass") and line.lexicon.knows(token.lower[2:]):
            yield line.put(at, f"di {token.lower[2:]}")


def clitic_split(line: Line) -> Iterator[Slip]:
    """-nya written apart."""
    for at, token in enumerate(line.tokens):
        if token.lower.endswith("nya") and line.may(at, "CLITIC:nya"):
            yield line.put(at, f"{token.lower[:-3]} nya")


def two(line: Line) -> Iterator[Slip]:
    """A doubled word with a 2."""
    for at, token in enumerate(line.tokens):
        first, hyphen, second = token.lower.partition("-")
        if hyphen and first == second and first.isalpha():
            yield line.put(at, f"{first}2")


def no_hyphen(line: Line) -> Iterator[Slip]:
    """A doubled word without its hyphen."""
    for at, token in enumerate(line.tokens):
        first, hyphen, second = token.lower.partition("-")
        if hyphen and first == second and first.isalpha():
            yield line.put(at, f"{first} {second}")


def sound_kept(line: Line) -> Iterator[Slip]:
    """The root's first sound kept after meN-: mentulis, mensimpan."""
    for at, token in enumerate(line.tokens):
        if not line.must(at, "VERB:act") or len(token.lower) < 7:
            continue
        for prefix, wrong in LETTERS.items():
            rest = token.lower.removeprefix(prefix)
            root = wrong[-1] + rest
            plain = rest[:1] in "aeiou" and rest != token.lower and not line.lexicon.knows(wrong + rest)
            bare = root.removesuffix("kan").removesuffix("i")
            if plain and (line.lexicon.lists(root) or line.lexicon.lists(bare)) and not line.lexicon.lists(rest):
                yield line.put(at, wrong + rest)
                break


def plural_twice(line: Line) -> Iterator[Slip]:
    """A doubled noun after a word that makes it plural already."""
    many = ("para", "banyak", "semua", "beberapa", "segala", "pelbagai", "berbagai")
    for at in range(1, len(line.tokens)):
        word = line.word(at)
        if line.word(at - 1) in many and line.may(at, "NOUN") and word.isalpha() and not word.endswith("nya"):
            yield line.put(at, f"{word}-{word}")


def small(line: Line) -> Iterator[Slip]:
    """A month, a weekday or a country with a small letter."""
    for token in line.tokens:
        if token.text in NAMED and token.start:
            yield Slip(token.start, token.end, token.lower)


def small_you(line: Line) -> Iterator[Slip]:
    """«Anda» with a small letter, or «anda» with a capital, whichever is wrong in the language."""
    for token in line.tokens:
        if token.lower == "anda" and token.start:
            yield Slip(token.start, token.end, token.text.swapcase()[:1] + token.text[1:])


NAMED = words(
    "Januari Februari Mac Maret April Jun Juni Julai Juli Ogos Agustus September Oktober November Disember Desember "
    "Isnin Senin Selasa Rabu Khamis Kamis Jumaat Jumat Sabtu Malaysia Indonesia Jakarta"
)
_BOTH: Families = {
    "di, ke joined to a place": joined,
    "passive's di apart": passive_split,
    "-nya apart": clitic_split,
    "doubling with 2": two,
    "doubling without hyphen": no_hyphen,
    "sound kept after meN-": sound_kept,
    "plural twice": plural_twice,
    "month, weekday, country with a small letter": small,
    "Anda, anda": small_you,
}
MALAY: Families = {
    **_BOTH,
    "Indonesian word": swapped(TO_INDONESIAN),
    "chat spelling": swapped(CHAT_MS),
    "dari for daripada": swapped({"daripada": "dari"}),
    "ialah for adalah": swapped({"adalah": "ialah"}, lambda line, at: line.may(at + 1, "PREP | ADJ | VERB")),
}
INDONESIAN: Families = {
    **_BOTH,
    "Malay word": swapped(TO_MALAY),
    "chat spelling": swapped(CHAT_ID),
    "non-standard spelling": swapped(
        pairs(
            "risiko>resiko praktik>praktek analisis>analisa izin>ijin jadwal>jadual aktif>aktip kualitas>kwalitas "
            "sistem>sistim silakan>silahkan apotek>apotik nasihat>nasehat detail>detil standar>standard metode>metoda"
        )
    ),
}
