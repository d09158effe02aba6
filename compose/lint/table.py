"""The claims of lint: what each one objects to, how bad that is, and why. `compose explain lint.…` shows them."""

from __future__ import annotations

from dataclasses import dataclass

from compose.model.words import Level


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its level, what is wrong in one line, why it matters and how it is mended."""

    level: Level
    what: str
    why: str


CLAIMS: dict[str, Claim] = {
    "lint.file": Claim("error", "a file cannot be read", "Files are UTF-8 and NFC; TOML 1.0, JSON or text."),
    "lint.key": Claim("error", "a key that the format does not know", "It would be ignored; most are slips."),
    "lint.value": Claim("error", "a value of the wrong kind, or none", "docs/locales.md says what each key takes."),
    "lint.double-id": Claim("error", "an id that stands twice in one file", "The second hides the first."),
    "lint.syntax": Claim("error", "text that is not Jinja", "It would stop every message that needs it."),
    "lint.unknown-slot": Claim("error", "a slot that does not exist", "docs/locales.md lists the slots."),
    "lint.absent-slot": Claim(
        "error",
        "a slot that is not always there",
        "A record without that fact stops. Name the fact in the `has` of `when`, and keep a sentence for the rest.",
    ),
    "lint.unknown-filter": Claim("error", "a filter that does not exist", "There are day, weekday, clock, money, …"),
    "lint.unsafe-filter": Claim("error", "a filter or test that lets markup or code through", "Texts stay plain."),
    "lint.filter-type": Claim("error", "a filter on a slot of another type", "`day` takes a date, `money` a sum, …"),
    "lint.bare-slot": Claim("error", "a date or a sum without a filter", "It would be printed as the computer does."),
    "lint.unknown-move": Claim("error", "a move that no sentence is written for", "The letter would stop there."),
    "lint.unknown-function": Claim("error", "a function that letters do not have", "There are say, offer, subject."),
    "lint.letter-word": Claim("error", "a word in a letter", "Letters give the form; words come from the locales."),
    "lint.letter-glue": Claim("error", "text glued to a move in a letter", "Sentences are whole; a space joins them."),
    "lint.move-order": Claim("error", "moves in the wrong order", "Understanding, apology, cause; mend, then offer."),
    "lint.move-twice": Claim("error", "a move that a letter asks for twice", "The client would read it twice."),
    "lint.move-required": Claim("error", "a letter without a move that its channel needs", "docs/locales.md: R."),
    "lint.unknown-channel": Claim("error", "a channel that has no letter of that name", "email, call, chat, sms."),
    "lint.no-wording": Claim(
        "error",
        "a situation that a language has no sentence for",
        "Nothing falls back to another language: the message would stop. Write a sentence without `when`.",
    ),
    "lint.glued": Claim(
        "error",
        "an answer put inside a sentence",
        "An answer is a whole sentence, with capital and full stop: it stands by itself.",
    ),
    "lint.fragment": Claim("error", "a sentence without a capital or a full stop", "Sentences are whole."),
    "lint.markup": Claim("error", "markup in a text", "A message is plain text; `<b>` would be read as it stands."),
    "lint.unknown-code": Claim("error", "an honorific, choice or field that is not in the closed list", "See there."),
    "lint.shadowed": Claim("warning", "a sentence that can never be chosen", "An earlier one holds whenever it does."),
    "lint.unused-sentence": Claim("warning", "a sentence for a move that no letter asks for", "It is never said."),
    "lint.unused-form": Claim("warning", "a form of address that no sentence uses", "Take it out, or use it."),
    "lint.unused-slot": Claim("error", "a slot of a phrase that its text leaves out", "The user fills it in vain."),
    "lint.form-default": Claim("error", "a form of address without a general entry", "It is missing elsewhere."),
    "lint.gloss-slots": Claim("error", "a gloss with other slots than its text", "The writer would read other facts."),
    "lint.missing": Claim(
        "error",
        "a key that was there, or that other languages have",
        "Every language has every phrase, question and shared rule, and `keys.lock` remembers what each one had. "
        "Where it is gone on purpose: compose lint --accept.",
    ),
    "lint.unlocked": Claim(
        "info",
        "entries that keys.lock does not remember",
        "Were one of them lost, nothing would tell. `compose lint --accept` writes the lock anew.",
    ),
    "lint.parity-slots": Claim("error", "a phrase with other slots than in English", "Records are written once."),
    "lint.untranslated": Claim("warning", "a text that is the same as another language's", "It was not translated."),
    "lint.stale-gloss": Claim(
        "warning",
        "the English was changed, the translation was not",
        "Read both; then `compose lint --accept`, or give `gloss_of` the new hash.",
    ),
    "lint.todo": Claim("error", "a mark that stands for a text still to be written", "Replace it, mark and all."),
    "lint.rule-pattern": Claim("error", "a pattern that does not compile", "Python's re; docs/locales.md."),
    "lint.rule-bad": Claim("error", "a bad example that its rule does not find", "A rule proves itself."),
    "lint.rule-good": Claim("error", "a good example that a rule finds", "A rule proves itself."),
    "lint.example": Claim("error", "an example that is no valid incident", "`compose schema` says what one is."),
    "lint.golden": Claim("error", "a golden message without its incident, or of no channel", "NAME.CHANNEL.txt."),
    "lint.setting": Claim("error", "a setting that does not exist or does not fit", "See docs/lint.md."),
    "lint.word-list": Claim("warning", "a word that stands twice in a list", "One of them is enough."),
    "lint.reason": Claim("error", "a suppression without a reason", "`{# compose: ignore RULE -- why #}`."),
    "lint.unused-ignore": Claim("warning", "a suppression that suppresses nothing", "Take it out."),
    "lint.spacing": Claim("warning", "spaces that are one too many or too few", "`compose lint --fix` mends it."),
    "lint.quotes": Claim("warning", "quotation marks of another language", "`compose lint --fix` mends it."),
    "lint.key-order": Claim("info", "keys in another order than the format's", "`compose lint --fix` mends it."),
    "lint.typography": Claim("warning", "a sentence that a rule of its language mends", "`compose lint --fix`."),
    "lint.nfc": Claim("error", "text that is not in NFC", "Rules would not match it; `compose lint --fix` mends it."),
    "lint.render": Claim("error", "a message that cannot be rendered", "`--render-all` tried every variant."),
    "lint.variant": Claim("error", "a rendered message that the checks object to", "`--render-all` says which one."),
}
