"""Believable answers to the short forms, as somebody in a care home would write them."""

from __future__ import annotations

from supervise_tui.canonical import Json

FILLED: dict[str, dict[str, Json]] = {
    "session.informal": {
        "minutes": 15,
        "how": "telephone",
        "about": "Night rounds on the upper floor",
        "discussed": "Ania rang: the 2 o'clock round overlaps with the bell of room 12. Zażółć gęślą jaźń.",
        "outcome": "From tonight she begins at 1.30.",
        "led_to": "Two bells were not answered for eight minutes.",
        "actions": [
            {
                "id": "p1",
                "what": "Write the new time into the night book",
                "owner": "worker",
                "owner_name": "",
                "by": "2026-11-20",
                "how_known": "It stands there",
            }
        ],
        "comments_worker": "Thank you for ringing back at once.",
        "feedback_colleagues": "Marek says that nights with her are calm.",
        "messages": [{"id": "m1", "kind": "other", "ref": "", "text": "Her text message of 2:50"}],
        "carried_worker": "A second torch",
    },
    "session.spot_check": {
        "minutes": 40,
        "start_time": "08:10",
        "how": "visit",
        "place": "Orchard round",
        "case_reference": "KM-17",
        "told_before": False,
        "about": "Morning visit",
        "checks": [
            {"id": "on_time", "seen": "right"},
            {"id": "hygiene", "seen": "wrong", "note": "No gloves for the cream."},
            {"id": "written", "seen": "nearly"},
        ],
        "discussed": "The plan asks for breakfast by the window. Ania knew it and did it.",
        "comments_person": "“She is the only one who warms the cup.”",
        "comments_family": "The daughter is glad.",
        "on_their_file": "KM-17, skin, 17 November, M. Oakes",
        "outcome": "Gloves go into the hall cupboard.",
        "led_to": "They were in the car.",
        "comments_worker": "I had run out.",
    },
    "session.observed": {
        "minutes": 45,
        "place": "Orchard wing",
        "task": "medication",
        "about": "Evening round",
        "steps_medication": [
            {"id": "chart_read", "seen": "well"},
            {"id": "signed", "seen": "practice", "note": "Signed for three at once."},
        ],
        "manner": {"kind": "well", "clear": "well", "calm": "practice", "careful": "not_seen"},
        "outcome": "needs_practice",
        "reason": "Everything was given rightly; signing was late twice.",
        "until_then": "Marek signs beside her.",
        "look_again_on": "2026-12-01",
        "feedback": "You wait until it is swallowed: keep that. Sign before you turn to the next one.",
        "feedback_at_once": True,
        "comments_worker": "The trolley has no place to write.",
    },
    "session.ad_hoc": {
        "how": "telephone",
        "start_time": "21:40",
        "asked_by": "someone_else",
        "asked_by_whom": {"person": "", "name": "The out-of-hours doctor"},
        "about": "Who goes along to hospital",
        "discussed": "K.M. goes in by ambulance. Can Ania go along, and who covers?",
        "decision": "Ania goes along; Marek covers until ten.",
        "reason": "K.M. is deaf and Ania signs. The floor is quiet.",
        "concerns_person": True,
        "case_reference": "K.M.",
        "written_where": "KM-17, daily notes",
        "written_on": "2026-11-17",
        "written_by": {"person": "", "name": "Marek Nowak"},
    },
    "session.case": {
        "case_reference": "KM-17",
        "minutes": 25,
        "discussed": "Breakfast takes an hour now, and that is fine.",
        "safeguarding": True,
        "safeguarding~comment": "Told to the local authority at noon.",
        "needs": "Welsh first; the chapel on Sundays.",
        "decision": "Two visits instead of one in the morning.",
        "reason": "Nobody should eat against the clock.",
        "on_their_file": "KM-17, care plan, page 4",
        "actions": [
            {
                "id": "p1",
                "what": "Ask the daughter about the hearing aid",
                "owner": "worker",
                "owner_name": "",
                "by": "2026-11-24",
                "how_known": "It is in",
            }
        ],
    },
}
"""By form; days and times that are proposed are not among them."""
