"""What the holder of a key may do: one table, role by act, with a sentence for each no [REC-5].

The role stands in the key's slot and is bound to it. What a role may do is kept by this program; which
stores a key opens is kept by the lock itself (docs/security.md says what that means).
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class KeyRole(StrEnum):
    """What a key to the cabinet was given for."""

    OWNER = "owner"
    RECOVERY = "recovery"
    DEPUTY = "deputy"
    REGISTERED_MANAGER = "registered-manager"
    NEXT_LINE_MANAGER = "next-line-manager"
    PROVIDER = "provider"
    AUDITOR = "auditor"
    INSPECTOR = "inspector"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return _LABELS[self]

    @property
    def says(self) -> str:
        """What a key of this role is for, in a sentence or two for whoever gives it."""
        return _SAYS[self]


class Act(StrEnum):
    """Something that one role may do and another may not."""

    READ_FILE = "read-file"
    READ_HISTORY = "read-history"
    WRITE_RECORDS = "write-records"
    """Start, write, offer, unlock, discard; also what the worker does at this keyboard meanwhile."""
    SIGN_AS_SUPERVISOR = "sign-as-supervisor"
    """Hold talks in one's own name."""
    PREPARE = "prepare"
    """See and write the supervisor's own notes before a talk."""
    PLAN = "plan"
    CHANGE_WORKERS = "change-workers"
    SETTLE_FLAGS = "settle-flags"
    AUDIT = "audit"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    TRY_RECOVERY = "try-recovery"
    CHANGE_PASSPHRASE = "change-passphrase"  # noqa: S105 - the name of an act
    """One's own."""
    CHANGE_KEYS = "change-keys"
    CHANGE_SETTINGS = "change-settings"
    ACCEPT_HISTORY = "accept-history"
    DESTROY = "destroy"
    SEE_PLANS = "see-plans"
    """Only with a key that was given for improvement plans too: the lock itself keeps others out."""
    WRITE_PLANS = "write-plans"

    @property
    def words(self) -> str:
        """The act, to stand after "may" or "cannot"."""
        return _WORDS[self]


_LABELS: Final = {
    KeyRole.OWNER: "Owner",
    KeyRole.RECOVERY: "Recovery key, on paper",
    KeyRole.DEPUTY: "Deputy",
    KeyRole.REGISTERED_MANAGER: "Registered manager",
    KeyRole.NEXT_LINE_MANAGER: "Next line manager",
    KeyRole.PROVIDER: "Provider or nominated individual",
    KeyRole.AUDITOR: "Auditor",
    KeyRole.INSPECTOR: "Inspector",
}
_SAYS: Final = {
    KeyRole.OWNER: "The supervisor whose cabinet this is.",
    KeyRole.RECOVERY: "Opens the cabinet when the passphrase is lost, to choose a new one.",
    KeyRole.DEPUTY: "Stands in for you: plans, holds talks and signs them in their own name.",
    KeyRole.REGISTERED_MANAGER: "Stands in for you, deals with flags, audits files, changes settings.",
    KeyRole.NEXT_LINE_MANAGER: "Reads, deals with flags and audits files. Writes no records.",
    KeyRole.PROVIDER: "Reads, audits files and takes copies. Writes no records.",
    KeyRole.AUDITOR: "Reads, and audits files. Takes no copies.",
    KeyRole.INSPECTOR: "Reads only, until the last day. Takes no copies: you hand those out.",
}
_WORDS: Final = {
    Act.READ_FILE: "read a worker's file",
    Act.READ_HISTORY: "see who did what",
    Act.WRITE_RECORDS: "write records",
    Act.SIGN_AS_SUPERVISOR: "sign as supervisor",
    Act.PREPARE: "open the supervisor's own preparation",
    Act.PLAN: "plan, move or cancel supervisions",
    Act.CHANGE_WORKERS: "add or change workers",
    Act.SETTLE_FLAGS: "deal with a flagged record",
    Act.AUDIT: "write a file audit",
    Act.EXPORT: "copy records out",
    Act.BACKUP: "make backups",
    Act.RESTORE: "make a cabinet anew from a backup",
    Act.TRY_RECOVERY: "try the recovery key",
    Act.CHANGE_PASSPHRASE: "change their own passphrase",
    Act.CHANGE_KEYS: "give keys or take them away",
    Act.CHANGE_SETTINGS: "change settings",
    Act.ACCEPT_HISTORY: "accept a history that does not fit",
    Act.DESTROY: "destroy records",
    Act.SEE_PLANS: "see improvement plans",
    Act.WRITE_PLANS: "write improvement plans",
}

_ROLES: Final = tuple(KeyRole)
YES: Final = ""
_WHY: Final = {
    "yes": YES,
    "key": "The recovery key is only for choosing a new passphrase.",
    "owner": "Only the owner can.",
    "house": "The owner and the registered manager can.",
    "talks": "Talks are held by the supervisor, or by who stands in.",
    "reads": "This key is for reading.",
    "own": "It belongs to its author alone.",
    "judge": "That is for somebody who did not write the records.",
    "copies": "The owner hands out what is needed.",
    "whole": "It takes in every file of the cabinet.",
    "paper": "The paper is with the owner.",
    "none": "It has no passphrase: it is printed.",
    "hears": "Who chairs a hearing or hears an appeal did not write the plan: they read, and sign.",
}
_TABLE: Final = """
                    owner  recovery  deputy  reg.manager  next-line  provider  auditor  inspector
read-file           yes    key       yes     yes          yes        yes       yes      yes
read-history        yes    key       yes     yes          yes        yes       yes      yes
write-records       yes    key       yes     yes          talks      talks     reads    reads
sign-as-supervisor  yes    key       yes     yes          talks      talks     reads    reads
prepare             yes    key       own     own          own        own       own      own
plan                yes    key       yes     yes          talks      talks     reads    reads
change-workers      yes    key       yes     yes          talks      talks     reads    reads
settle-flags        yes    key       yes     yes          yes        yes       reads    reads
audit               judge  key       judge   yes          yes        yes       yes      reads
export              yes    key       yes     yes          yes        yes       copies   copies
backup              yes    key       yes     yes          whole      whole     whole    whole
restore             yes    yes       yes     yes          whole      whole     whole    whole
try-recovery        yes    yes       paper   paper        paper      paper     paper    paper
change-passphrase   yes    none      yes     yes          yes        yes       yes      yes
change-keys         yes    yes       owner   owner        owner      owner     owner    owner
change-settings     yes    key       house   yes          house      house     house    house
accept-history      yes    key       house   yes          house      house     house    house
destroy             yes    key       house   yes          house      house     house    house
see-plans           yes    key       yes     yes          yes        yes       yes      yes
write-plans         yes    key       house   yes          hears      hears     reads    reads
"""


def _read(table: str) -> dict[tuple[KeyRole, Act], str]:
    rows = [line.split() for line in table.strip().splitlines()[1:]]
    return {
        (role, Act(act)): _WHY[cell] for act, *cells in rows for role, cell in zip(_ROLES, cells, strict=True)
    }


TABLE: Final = MappingProxyType(_read(_TABLE))
"""For each role and act: "" when it may, else why not."""

CAN_BE_GIVEN: Final = tuple(role for role in _ROLES if role not in (KeyRole.OWNER, KeyRole.RECOVERY))
"""Roles that a key can be given for; the owner's and the recovery key come with the cabinet."""
NEEDS_LAST_DAY: Final = frozenset({KeyRole.INSPECTOR})
"""Roles whose key always has a last day."""


def key_role(name: str) -> KeyRole:
    """Give the role that a slot names; one that this program does not know counts as the least."""
    try:
        return KeyRole(name)
    except ValueError:
        return KeyRole.INSPECTOR


def may(role: str, act: Act) -> bool:
    """Whether the holder of a key of that role may do it."""
    return TABLE[key_role(role), act] == YES


def why_not(role: str, act: Act) -> str:
    """Say in plain words why that role may not; empty when it may."""
    known = key_role(role)
    why = TABLE[known, act]
    if why == YES:
        return ""
    return f"{_who(known)} cannot {act.words}. {why}"


_WRITES_IN_PLANS: Final = frozenset(
    {Act.WRITE_RECORDS, Act.SIGN_AS_SUPERVISOR, Act.PREPARE, Act.PLAN, Act.CHANGE_WORKERS, Act.AUDIT}
)
"""What is writing where improvement plans are kept, whatever a role may do in the records."""


def why_not_in_plans(role: str, act: Act) -> str:
    """As `why_not`, where improvement plans are kept: who may not see them may do nothing there [PIP-0]."""
    return why_not(role, Act.SEE_PLANS) or why_not(role, Act.WRITE_PLANS if act in _WRITES_IN_PLANS else act)


def _who(role: KeyRole) -> str:
    if role is KeyRole.OWNER:
        return "The owner"
    if role is KeyRole.RECOVERY:
        return "Who came in with the recovery key"
    words = role.label[0].lower() + role.label[1:]
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"
