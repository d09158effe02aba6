"""A message as an `.eml` file: headers of the record, a plain and an HTML part, and the same bytes each time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email.errors import MessageError
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from compose.errors import ComposeError, Problem
from compose.output.html import as_mail

if TYPE_CHECKING:
    from compose.model.draft import Draft
    from compose.model.incident import Incident, Recipient, Sender

# A group's name that had to be encoded needs a space before its colon; the standard library writes none.
_GROUP = re.compile(rb"(?m)^((?:From|To):.*(?:\r\n[ \t].*)*\?=):;")


def as_eml(incident: Incident, draft: Draft, where: str) -> bytes:
    """The e-mail as bytes with CRLF line ends. Raises ComposeError where the record cannot become one.

    A person without an address stands as an empty group (RFC 6854), so that the name is there and no address
    is made up. There is no date but that of `sent_on` (noon, UTC); a mail program takes the file for a draft.
    """
    problems = [problem for problem in _problems(incident, draft, where) if problem]
    if problems:
        raise ComposeError(*problems)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = draft.subject
    message["From"] = _party(incident.sender)
    message["To"] = _party(incident.recipient)
    if incident.sent_on:
        message["Date"] = format_datetime(datetime.combine(incident.sent_on, time(12), UTC))
    message["X-Unsent"] = "1"
    message.set_content(draft.body.rstrip("\n") + "\n", cte=_encoding(draft.body))
    page = as_mail(draft)
    message.add_alternative(page, subtype="html", cte=_encoding(page))
    for part in message.walk():
        part["Content-Language"] = draft.locale
    message.set_boundary(f"=_{sha256((draft.text + page).encode()).hexdigest()[:32]}")
    head, gap, parts = message.as_bytes().partition(b"\r\n\r\n")
    return _GROUP.sub(rb"\1 :;", head) + gap + parts


def _encoding(text: str) -> str:
    """Quoted-printable, which a person can still read in the file; base64 where most of it is not ASCII."""
    return "quoted-printable" if sum(char > "\x7f" for char in text) * 6 < len(text) else "base64"


def _problems(incident: Incident, draft: Draft, where: str) -> list[Problem | None]:
    mend = "give --as another shape, or --channel email"
    return [
        None if draft.channel == "email" else Problem(where, "/channel", f"no e-mail can be a {draft.channel}", mend),
        _bad_address(incident.recipient.email, where, "/recipient/email"),
        _bad_address(incident.sender.email, where, "/sender/email"),
    ]


def _bad_address(address: str | None, where: str, pointer: str) -> Problem | None:
    if address is None:
        return None
    try:
        made = Address(addr_spec=_in_ascii(address))
    except (ValueError, IndexError, MessageError):
        made = None
    if made is None or not made.username or not made.domain or " " in address:
        return Problem(
            where, pointer, f"is not an e-mail address ({address!r})", "write it as name@example.com, the name in ASCII"
        )
    return None


def _party(person: Recipient | Sender) -> Address | Group:
    name = person.name or person.organisation or ""
    if person.email:
        return Address(name, addr_spec=_in_ascii(person.email))
    return Group(name or "undisclosed-recipients")


def _in_ascii(address: str) -> str:
    """The address with its domain as DNS has it."""
    user, mark, domain = address.rpartition("@")
    try:
        return user + mark + (domain if domain.isascii() else domain.encode("idna").decode("ascii"))
    except UnicodeError:
        raise ValueError(address) from None
