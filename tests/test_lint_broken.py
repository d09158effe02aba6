"""One broken thing each: the exact claim, line and column that lint gives. `‸` marks the place, and is not written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from compose.lint.run import Plan, lint
from compose.lint.scope import scope_of

pytestmark = pytest.mark.usefixtures("languages_read_once")
PLACE = "‸"
SMS = '{{ say("apology") }} {{ say("event") }} {{ say("repair") }} {{ say("signature") }}\n'
RULE = """[[rule]]
id = "tone.test"
kind = "forbid"
level = "error"
message = "Not so."
gloss = "Not so."
source = "a test"
any = ["wibble"]
good = ["I am sorry.", "We were late."]
bad = ["A wibble it was.", "Wibble, then."]
"""
INCIDENT = """{"locale": "en", "sender": {"name": "Tom Reed"}, "recipient": {"name": "Margaret Lee"},
 "happened": "The invoice was wrong.", "fix": "I have sent you a new one."}
"""


@dataclass(frozen=True)
class Case:
    """A file of an overlay with one broken thing, the claim that it breaks, and words of the message."""

    claim: str
    words: str
    file: str
    text: str


def sentence(body: str, *, id: str = "closing.test", move: str = "closing", gloss: str | None = None) -> str:
    """An entry of say.toml; `body` holds the lines from `when` on; without a gloss the text is its own."""
    text = next((line for line in body.splitlines() if line.startswith("text")), "")
    own = text.replace("text", "gloss", 1).replace(PLACE, "") if gloss is None else f"gloss = {gloss}"
    return f'[[sentence]]\nid = "{id}"\nmove = "{move}"\n{body}\n{own}\n'


def said(text: str, when: str = "", gloss: str | None = None) -> str:
    """A sentence of the move `calm`, which is a whole sentence."""
    body = (f"when = {{ {when} }}\n" if when else "") + f'text = "{text}"'
    return sentence(body, id="calm.test", move="calm", gloss=None if gloss is None else f'"{gloss}"')


SAY, ASK, PHRASES, RULES = (
    "locales/en/say.toml",
    "locales/en/ask.toml",
    "locales/en/phrases.toml",
    "locales/en/rules/t.toml",
)
LETTER, CHAT = "templates/letters/sms.j2", "templates/letters/chat.j2"
EXAMPLE = "locales/en/examples/test.json"
CHAT_TEXT = (
    '{{ say("salutation") }} {{ say("empathy") }} {{ say("apology") }} {{ say("event") }} {{ say("responsibility") }} '
    '{{ offer("explanation") }}\n{{ say("repair") }} {{ offer("compensation") }} '
    '{{ say("follow-up") }} {{ say("signature") }}\n'
)


def question(key: str, form: str = '"sentence"', more: str = "") -> str:
    return f'[[question]]\nkey = {key}\nform = {form}\nask = "What?"\ngloss = "What?"\n{more}'


def phrase(slots: str, text: str, gloss: str | None = None, field: str = '"why"') -> str:
    plain = text.replace(PLACE, "") if gloss is None else gloss
    return (
        f'[[phrase]]\ncode = "why.test"\nfield = {field}\nslots = {{ {slots} }}\ntext = "{text}"\ngloss = "{plain}"\n'
    )


def rule(old: str, new: str) -> str:
    assert old in RULE
    return RULE.replace(old, new)


CASES = [
    # letters
    Case("lint.unknown-slot", "did you mean 'recipient.name'?", LETTER, SMS + "{{ ‸custmer.name }}\n"),
    Case("lint.unknown-slot", "did you mean 'recipient.name'?", LETTER, SMS + "{{ ‸recipent.name }}\n"),
    Case("lint.unknown-slot", "did you mean 'recipient.name'?", LETTER, SMS + "{{ ‸custmer_name }}\n"),
    Case("lint.absent-slot", "'why' may be absent", LETTER, SMS + "{{ ‸why }}\n"),
    Case("lint.unknown-filter", "unknown filter 'titel'", LETTER, SMS + "{{ sender.name | ‸titel }}\n"),
    Case("lint.unsafe-filter", "'safe' is not for messages", LETTER, SMS + "{{ sender.name | ‸safe }}\n"),
    Case("lint.unsafe-filter", "the statement 'include'", LETTER, SMS + '‸{% include "x" %}\n'),
    Case("lint.unknown-move", "did you mean 'apology'?", LETTER, SMS + '{{ offer("‸apologgy") }}\n'),
    Case("lint.unknown-function", "unknown function 'tell'", LETTER, SMS + '{{ ‸tell("compensation") }}\n'),
    Case("lint.syntax", "is not Jinja", LETTER, SMS + '‸{{ say("compensation")\n'),
    Case("lint.syntax", "is not Jinja", LETTER, SMS + '‸{{ say("compensation" }}\n'),
    Case("lint.syntax", "is not Jinja", LETTER, SMS + "‸{% if why %}\n"),
    Case("lint.letter-word", "the word 'Regards'", LETTER, SMS + "‸Regards\n"),
    Case("lint.letter-glue", "',' is glued", LETTER, SMS + '{{ offer("compensation") }}‸,\n'),
    Case("lint.letter-glue", "moves are glued", LETTER, SMS + '{{ offer("compensation") ‸~ offer("explanation") }}\n'),
    Case("lint.letter-glue", "no space", LETTER, SMS + '{{ offer("compensation") }}‸{{ offer("explanation") }}\n'),
    Case("lint.move-twice", "'event' is asked for twice", LETTER, SMS + '{{ say("‸event") }}\n'),
    Case("lint.move-required", "does not ask for repair", LETTER, PLACE + SMS.replace('{{ say("repair") }} ', "")),
    Case(
        "lint.move-order",
        "'apology' stands before 'empathy'",
        CHAT,
        CHAT_TEXT.replace('{{ say("empathy") }} {{ say("apology") }}', '{{ say("‸apology") }} {{ say("empathy") }}'),
    ),
    Case(
        "lint.move-order",
        "'explanation' stands before 'apology'",
        CHAT,
        CHAT_TEXT.replace('\n{{ say("repair") }}', '\n{{ say("repair") }}').replace(
            '{{ say("apology") }} {{ say("event") }} {{ say("responsibility") }} {{ offer("explanation") }}',
            '{{ offer("‸explanation") }} {{ say("apology") }} {{ say("event") }} {{ say("responsibility") }}',
        ),
    ),
    Case(
        "lint.move-order",
        "'compensation' stands before 'repair'",
        CHAT,
        CHAT_TEXT.replace(
            '{{ say("repair") }} {{ offer("compensation") }}', '{{ offer("‸compensation") }} {{ say("repair") }}'
        ),
    ),
    Case("lint.unknown-channel", "there is no channel 'emial'", "templates/letters/emial.j2", PLACE + SMS),
    Case("lint.spacing", "spaces at the end", LETTER, SMS.replace("\n", "‸  \n")),
    Case("lint.spacing", "write {{ say", LETTER, SMS.replace('{{ say("event") }}', '‸{{say("event")}}')),
    Case("lint.reason", "ignored without a reason", LETTER, SMS + "‸{# compose: ignore lint.letter-word #}\nRegards\n"),
    Case(
        "lint.unused-ignore",
        "is not found here",
        LETTER,
        SMS + "‸{# compose: ignore lint.letter-word -- we like it #}\n",
    ),
    # sentences: slots
    Case("lint.unknown-slot", "did you mean 'recipient.name'?", SAY, said("It is {{ ‸custmer.name }}.")),
    Case("lint.unknown-slot", "unknown slot 'happend'", SAY, said("{{ ‸happend }}")),
    Case("lint.absent-slot", "'why' may be absent", SAY, said("{{ ‸why }}")),
    Case("lint.absent-slot", "'recipient.name' may be absent", SAY, said("It is {{ ‸recipient.name }}.")),
    Case(
        "lint.absent-slot",
        "'recipient.organisation'",
        SAY,
        said("It is {{ ‸recipient.organisation }}.", 'party = "person"'),
    ),
    Case("lint.absent-slot", "'why' is never there", SAY, said("{{ ‸why }}", 'lacks = ["why"]')),
    Case(
        "lint.absent-slot",
        "'follow_up.clock' may be absent",
        SAY,
        said("At {{ ‸follow_up.clock | clock }}.", 'has = ["follow_up.at"]'),
    ),
    Case(
        "lint.filter-type", "'money' takes money", SAY, said("On {{ happened_on | ‸money }}.", 'has = ["happened_on"]')
    ),
    Case("lint.filter-type", "'day' takes", SAY, said("Is {{ sender.name | ‸day }}.")),
    Case(
        "lint.filter-type",
        "'clock' takes moment",
        SAY,
        said("At {{ follow_up.at | ‸clock }}.", 'has = ["follow_up.at"]'),
    ),
    Case("lint.bare-slot", "is a day and has no filter", SAY, said("On {{ ‸happened_on }}.", 'has = ["happened_on"]')),
    Case(
        "lint.bare-slot",
        "is a sum and has no filter",
        SAY,
        said("It is {{ ‸offer.amount }}.", 'has = ["offer.amount"]'),
    ),
    Case(
        "lint.unknown-filter",
        "did you mean 'weekday'?",
        SAY,
        said("On {{ happened_on | ‸weekdy }}.", 'has = ["happened_on"]'),
    ),
    Case("lint.unsafe-filter", "'attr'", SAY, said("Is {{ sender.name | ‸attr }}.")),
    Case("lint.syntax", "is not Jinja", SAY, said("It is ‸{{ sender.name.")),
    Case("lint.syntax", "is not Jinja", SAY, said("It is ‸{{ sender name }}.")),
    Case("lint.gloss-slots", "leaves out 'sender.name'", SAY, said("It is {{ sender.name }}.", gloss="‸It is me.")),
    Case("lint.gloss-slots", "adds 'sender.name'", SAY, said("It is me.", gloss="‸It is {{ sender.name }}.")),
    Case("lint.unknown-slot", "unknown slot 'sendr.name'", SAY, said("It is me.", gloss="It is {{ ‸sendr.name }}.")),
    # sentences: whole and plain
    Case("lint.fragment", "does not start with a capital", SAY, said("‸and that was that.")),
    Case("lint.fragment", "does not end with a full stop", SAY, said("That was tha‸t")),
    Case("lint.glued", "'why' is put inside a sentence", SAY, said("This is because ‸{{ why }}", 'has = ["why"]')),
    Case("lint.glued", "'fix' is put inside a sentence", SAY, said("‸{{ fix }}, and that is all.", 'has = ["fix"]')),
    Case("lint.markup", "'<b>' is markup", SAY, sentence('text = "Kind ‸<b>regards"')),
    Case("lint.markup", "'&nbsp;' is markup", SAY, said("It is‸&nbsp;me.")),
    Case("lint.markup", "'**' is markup", SAY, sentence('text = "Kind ‸**regards"')),
    Case("lint.markup", "']('", SAY, said("See [it‸](x).")),
    Case("lint.spacing", "one too many", SAY, said("It is‸  me.", gloss="It is me.")),
    Case(
        "lint.spacing",
        "write {{ sender.name }}",
        SAY,
        said("It is ‸{{sender.name}}.", gloss="It is {{ sender.name }}."),
    ),
    Case(
        "lint.spacing",
        "| day }}",
        SAY,
        said("On ‸{{ happened_on|day }}.", 'has = ["happened_on"]', gloss="On {{ happened_on | day }}."),
    ),
    Case(
        "lint.quotes",
        "write ‘so’",
        SAY,
        sentence("text = 'It was ‸\"so\".'", id="calm.test", move="calm", gloss='"It was so."'),
    ),
    Case(
        "lint.nfc",
        "not written in NFC",
        SAY,
        said("It is ‸é.", gloss="It is e.").replace("é", "e\u0301").replace("‸e\u0301", "‸e\u0301"),
    ),
    Case(
        "lint.typography",
        "typography.",
        "locales/id/say.toml",
        said("Biayanya ‸Rp 50.000 saja.", gloss="It costs a sum."),
    ),
    Case(
        "lint.key-order",
        "'gloss' stands before 'text'",
        SAY,
        '[[sentence]]\nid = "calm.test"\nmove = "calm"\n‸gloss = "It is me."\ntext = "It is me."\n',
    ),
    Case("lint.todo", "still to be written", SAY, said("‸TODO: It is me", gloss="It is me.")),
    Case("lint.stale-gloss", "the English was changed", SAY, said("It is me.") + 'gloss_of = "‸01234567"\n'),
    # sentences: choosing
    Case(
        "lint.unused-sentence",
        "did you mean 'apology'?",
        SAY,
        sentence('text = "I am sorry."', id="apology.test", move="‸apologia"),
    ),
    Case(
        "lint.shadowed",
        "has the same move and conditions",
        SAY,
        said("It is me.", 'severity = "minor"')
        + said("It is I.", '‸severity = ["minor"]').replace("{ ‸", "‸{ ").replace("calm.test", "calm.test-0"),
    ),
    Case("lint.unknown-slot", "unknown fact 'efect'", SAY, said("It is me.", 'has = ["‸efect"]')),
    Case("lint.unknown-code", "unknown honorific 'Sirr'", SAY, said("It is me.", 'honorific = ["‸Sirr"]')),
    # sentences: the format
    Case(
        "lint.key",
        "did you mean 'move'?",
        SAY,
        '[[sentence]]\nid = "calm.test"\nmove = "calm"\n‸moove = "calm"\ntext = "It is me."\ngloss = "It is me."\n',
    ),
    Case(
        "lint.value",
        "'text' must be a text",
        SAY,
        '‸[[sentence]]\nid = "calm.test"\nmove = "calm"\ngloss = "It is me."\n',
    ),
    Case("lint.value", "'gloss' must be a text", SAY, said("It is me.", gloss="‸")),
    Case(
        "lint.double-id",
        "stands twice",
        SAY,
        said("It is me.") + said("It is I.", 'severity = "minor"').replace('"calm.test"', '"‸calm.test"'),
    ),
    Case("lint.key", "unknown condition 'severty'", SAY, said("It is me.", '‸severty = "minor"')),
    Case("lint.value", "unknown severity ['mild']", SAY, said("It is me.", 'severity = "‸mild"')),
    Case("lint.value", "condition 'has' must be", SAY, said("It is me.", "has = ‸3")),
    Case("lint.key", "unknown table 'sentense'", SAY, '‸[[sentense]]\nid = "x"\n'),
    Case("lint.file", "is not TOML", SAY, "[[sentence]]\nid = ‸x\n"),
    Case(
        "lint.reason",
        "without a reason",
        SAY,
        sentence('text = "Kind <b>regards"') + 'ignore = { "‸lint.markup" = "" }\n'.replace('"‸', '‸"'),
    ),
    Case(
        "lint.unused-ignore",
        "is not found here",
        SAY,
        said("It is me.") + 'ignore = { ‸"lint.markup" = "we like it" }\n',
    ),
    # phrases
    Case("lint.value", "of unknown type 'amount'", PHRASES, phrase('sum = "‸amount"', "It is {{ sum }}.")),
    Case(
        "lint.parity-slots",
        "differ from those of en (why: none)",
        "locales/nb/phrases.toml",
        '[[phrase]]\ncode = "why.wrong-figure"\nfield = "why"\n‸slots = { sum = "money" }\n'
        'text = "Jeg skrev {{ sum }}."\ngloss = "I wrote {{ sum }}."\n',
    ),
    Case(
        "lint.no-wording",
        "en cannot say 'closing' on the channel email for stance partner",
        SAY,
        PLACE + sentence('when = { stance = "own" }\ntext = "Regards,"', id="closing.any"),
    ),
    Case("lint.unused-slot", "'sum' is not in its text", PHRASES, phrase('‸sum = "money"', "It is me.")),
    Case(
        "lint.unknown-slot",
        "unknown slot 'summ'",
        PHRASES,
        phrase('sum = "money"', "It is {{ sum }} {{ ‸summ }}.", "It is {{ sum }}."),
    ),
    Case("lint.gloss-slots", "leaves out 'sum'", PHRASES, phrase('sum = "money"', "It is {{ sum }}.", "‸It is much.")),
    Case("lint.value", "'field' is 'because'", PHRASES, phrase("", "It is me.", field='"‸because"')),
    Case("lint.fragment", "full stop", PHRASES, phrase("", "It is m‸e")),
    # questions
    Case("lint.unknown-code", "no record has the field 'hapened'", ASK, question('"‸hapened"')),
    Case("lint.value", "'form' is 'sentense'", ASK, question('"happened"', '"‸sentense"')),
    Case(
        "lint.unknown-code",
        "unknown choice 'emial'",
        ASK,
        question(
            '"channel"',
            '"choice"',
            '[question.choices]\nemail = "E"\ncall = "C"\nchat = "H"\nsms = "S"\n‸emial = "X"\n',
        ),
    ),
    Case(
        "lint.unknown-code",
        "'sms' has no label",
        ASK,
        question('"channel"', '"choice"', '‸[question.choices]\nemail = "E"\ncall = "C"\nchat = "H"\n'),
    ),
    # words
    Case(
        "lint.unknown-move", "did you mean 'closing'?", "locales/en/words/cues.toml", '‸[move.closng]\nany = ["bye"]\n'
    ),
    Case("lint.word-list", "'Reed' stands twice", "locales/en/words/names.txt", "Reed\nLee # a name\n‸Reed\n"),
    # rules
    Case("lint.rule-pattern", "does not compile", RULES, rule('any = ["wibble"]', "regex = ['wib‸(ble']")),
    Case("lint.rule-bad", "does not find its bad example", RULES, rule('"Wibble, then."', '"‸Nothing, then."')),
    Case("lint.rule-good", "finds 'wibble' in a good example", RULES, rule('"We were late."', '"‸A wibble."')),
    Case("lint.value", "did you mean 'forbid'?", RULES, rule('"forbid"', '"‸forbidd"')),
    Case("lint.value", "two good and two bad", RULES, rule('bad = ["A wibble it was.", ', "‸bad = [")),
    Case("lint.key", "did you mean 'source'?", RULES, rule("any =", '‸sourse = "x"\nany =')),
    Case("lint.key", "unknown key 'pairs'", RULES, rule("any =", "‸pairs = {}\nany =")),
    Case("lint.value", "'level' is 'eror'", RULES, rule('"error"', '"‸eror"')),
    Case("lint.double-id", "'tone.test' stands twice", RULES, RULE + rule('"tone.test"', '"‸tone.test"')),
    Case(
        "lint.value",
        "'groups' must be",
        RULES,
        rule('kind = "forbid"', 'kind = "mixed"').replace('any = ["wibble"]', 'groups = "‸wibble"'),
    ),
    Case(
        "lint.value",
        "unknown channel 'fax'",
        RULES,
        rule('kind = "forbid"', 'kind = "limit"\nmetric = "words"')
        .replace('any = ["wibble"]\n', "")
        .replace('"Wibble, then."]\n', '"Wibble, then."]\n[rule.channel]\n‸fax = { max = 2 }\n'),
    ),
    # examples
    Case(
        "lint.example",
        "unknown field; did you mean 'happened'?",
        EXAMPLE,
        INCIDENT.replace('"fix"', '‸"hapened": "x", "fix"'),
    ),
    Case(
        "lint.example",
        "must be greater than 0",
        EXAMPLE,
        INCIDENT.replace("}\n", ', "compensation": {"amount": ‸-5, "text": "You get it."}}\n').replace(
            ', "comp', ' "comp', 0
        ),
    ),
    Case("lint.example", "/channel: must not be", EXAMPLE, INCIDENT.replace('"locale"', '"channel": "‸fax", "locale"')),
    Case("lint.example", "/locale: is 'nb'", EXAMPLE, INCIDENT.replace('"en"', '"‸nb"')),
    Case(
        "lint.example",
        "unknown phrase 'why.xyzzy'",
        EXAMPLE,
        INCIDENT.replace('"fix"', '"why": {"phrase": "‸why.xyzzy"}, "fix"'),
    ),
    Case("lint.example", "JSON", EXAMPLE, PLACE + INCIDENT.replace("}\n", "\n")),
    Case("lint.golden", "'fax' is no channel", "locales/en/examples/test.fax.txt", "‸Hello.\n"),
    Case("lint.golden", "there is no incident test.json", "locales/en/examples/test.sms.txt", "‸Hello.\n"),
    # settings
    Case("lint.setting", "did you mean 'locales'?", "compose.toml", 'locales = "locales"\n‸locals = "x"\n'),
    Case("lint.setting", "disabled with a reason", "compose.toml", '[disabled]\n‸"tone.hollow" = ""\n'),
    Case("lint.setting", "did you mean 'tone.hollow'?", "compose.toml", '[disabled]\n‸"tone.holow" = "we like it"\n'),
    Case(
        "lint.setting",
        "did you mean 'email'?",
        "compose.toml",
        "[budgets.‸emial.words]\nmax = 3\n".replace("[budgets.‸", "‸[budgets."),
    ),
    Case("lint.file", "is not TOML", "compose.toml", "locale ‸en\n"),
]


def found_in(folder: Path, *, prove: bool = True) -> list[tuple[str, int, int, str]]:
    linted = lint(scope_of([folder]), Plan(remember=False, prove=prove))
    return [(f.rule, f.line, f.column, f"{f.message}; {f.help}") for f in linted.faults]


def write(folder: Path, case: Case) -> tuple[int, int]:
    """Write the file of a case; the line and column of its mark."""
    assert case.text.count(PLACE) == 1, case
    before = case.text.partition(PLACE)[0]
    file = folder / case.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(case.text.replace(PLACE, ""), "utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_table_is_long_and_says_each_thing_once():
    assert len(CASES) >= 80
    assert len({(case.file, case.text) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.claim}: {case.words}")
def test_one_broken_thing_is_one_fault_at_its_place(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.toml").write_text('templates = "templates"\nlocales = "locales"\n')
    for folder in ("templates", "locales"):
        (tmp_path / folder).mkdir()
    line, column = write(tmp_path, case)
    target = tmp_path / "compose.toml" if case.file == "compose.toml" else tmp_path
    faults = found_in(target, prove="/rules/" in case.file)
    assert [fault[:3] for fault in faults] == [(case.claim, line, column)], faults
    assert case.words in faults[0][3]
