"""The three verdicts, and pages that say something else than the attached record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from supervise_tui.canonical import canonical_bytes
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.documents.record_pdf import draw_base
from supervise_tui.domain.record import Content
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import NotIntact
from supervise_tui.trust.authority import make_authority
from tests.documents.sample_records import (
    SUPERVISOR,
    WORKER,
    Keys,
    content,
    declined,
    keys_for,
    short_form,
    sign,
    signed,
    with_answers,
)


@pytest.fixture(scope="module")
def keys() -> Keys:
    """One cabinet's keys."""
    return keys_for()


def older(what: Content) -> Content:
    """The same content as another version would have drawn it."""
    return replace(what, drawn_by={**what.drawn_by, "reportlab": "4.4.4"})


def with_attachment(base: bytes, place: int, raw: bytes) -> bytes:
    """The base with other bytes in one of its attachments, made before anyone signs."""
    with pikepdf.open(BytesIO(base)) as pdf:
        pdf.Root.Names.EmbeddedFiles.Names[place].EF.F.write(raw)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def both_sign(base: bytes, what: Content, keys: Keys) -> bytes:
    """The file with the signatures of both."""
    for signer in what.expected:
        base = sign(base, signer, what, keys)
    return base


def test_known_when_the_caller_trusts_the_cabinet(keys: Keys) -> None:
    other = make_authority("ffff000011112222", "Elm Court")
    trusted = [other.certificate_der, keys.authority.certificate_der]
    assert check_pdf(signed(content(), keys), trusted).verdict is Verdict.KNOWN


def test_unknown_issuer_when_nobody_here_vouches_for_it(keys: Keys) -> None:
    checked = check_pdf(signed(content(), keys), [])
    assert (checked.verdict, checked.findings) == (Verdict.UNKNOWN_ISSUER, ())
    assert checked.content == content()


def test_a_file_never_vouches_for_itself(keys: Keys) -> None:
    checked = check_pdf(
        signed(content(), keys), [make_authority("ffff000011112222", "Elm Court").certificate_der]
    )
    assert (checked.verdict, checked.findings) == (Verdict.UNKNOWN_ISSUER, ())


def test_a_file_drawn_by_another_version_is_compared_by_its_text(keys: Keys) -> None:
    checked = check_pdf(signed(older(content()), keys), [keys.authority.certificate_der])
    assert (checked.verdict, checked.findings) == (Verdict.KNOWN, ())


@pytest.mark.parametrize("version", [lambda what: what, older])
def test_pages_that_say_something_else_than_the_attached_record_are_found(
    keys: Keys, version: Callable[[Content], Content]
) -> None:
    shown, attached = version(content()), version(with_answers(worth_worker=1))
    base = with_attachment(draw_base(shown, short_form()), 1, attached.as_bytes())
    checked = check_pdf(both_sign(base, attached, keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.NOT_INTACT
    assert "The pages do not show what the attached record says." in checked.findings
    assert len(checked.signatures) == 2


@pytest.mark.parametrize("version", [lambda what: what, older])
def test_something_drawn_over_a_page_is_found(keys: Keys, version: Callable[[Content], Content]) -> None:
    what = version(content())
    with pikepdf.open(BytesIO(draw_base(what, short_form()))) as pdf:
        image = pdf.make_stream(
            b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1
        )
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        page = pdf.pages[0]
        page.obj.Resources.XObject = pikepdf.Dictionary(Cover=image)
        page.contents_add(b"q 500 0 0 500 50 200 cm /Cover Do Q")
        out = BytesIO()
        pdf.save(out)
    checked = check_pdf(both_sign(out.getvalue(), what, keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.NOT_INTACT


def _acts_by_itself(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _another_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another record"


def _turned_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


def _cropped_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.CropBox = pikepdf.Array([0, 0, 600, 300])


def _note_on_a_page(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText)
    note.Rect, note.Contents = pikepdf.Array([50, 50, 300, 300]), pikepdf.String("never said")
    pdf.pages[0].obj.Annots = pikepdf.Array([note])


def _another_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))


def _living_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def _third_field(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, F=132
    )
    field.T, field.Rect, field.P = pikepdf.String("extra"), pikepdf.Array([0, 0, 0, 0]), pdf.pages[0].obj
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))


def _panel_over_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].Rect = pikepdf.Array([0, 0, 600, 800])


@pytest.mark.parametrize("version", [lambda what: what, older])
@pytest.mark.parametrize(
    "change",
    [
        _acts_by_itself,
        _another_title,
        _turned_page,
        _cropped_page,
        _note_on_a_page,
        _another_page,
        _living_form,
        _third_field,
        _panel_over_the_page,
    ],
)
def test_a_file_changed_before_anyone_signed_it_is_found(
    keys: Keys, change: Callable[[pikepdf.Pdf], None], version: Callable[[Content], Content]
) -> None:
    what = version(content())
    with pikepdf.open(BytesIO(draw_base(what, short_form()))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    checked = check_pdf(both_sign(out.getvalue(), what, keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.NOT_INTACT
    assert checked.findings
    assert "damaged" not in checked.findings[0]


def test_a_name_that_a_terminal_would_obey_is_refused(keys: Keys) -> None:
    what = content(organisation="Home\x1b]0;owned\x07")
    base = draw_base(what, short_form())
    with pytest.raises(NotIntact, match="characters that no name has"):
        sign(base, WORKER, what, keys)


def test_a_file_of_very_many_parts_is_refused_before_it_is_read(keys: Keys) -> None:
    with pikepdf.open(BytesIO(draw_base(content(), short_form()))) as pdf:
        pdf.Root.Parts = pikepdf.Array([pikepdf.Dictionary(A=number) for number in range(200_000)])
        out = BytesIO()
        pdf.save(out)
    assert "far more parts" in check_pdf(out.getvalue(), []).findings[0]


def test_another_form_than_the_record_names_is_found(keys: Keys) -> None:
    other = short_form().source.replace(b"Supervision", b"Supervisions", 1)
    base = with_attachment(draw_base(content(), short_form()), 3, other)
    with pytest.raises(NotIntact, match="form"):
        sign(base, WORKER, content(), keys)


def test_a_record_that_is_not_written_canonically_is_found(keys: Keys) -> None:
    raw = content().as_bytes().replace(b'{"answers":', b'{ "answers":', 1)
    base = with_attachment(draw_base(content(), short_form()), 1, raw)
    with pytest.raises(NotIntact, match="written"):
        sign(base, WORKER, content(), keys)


def test_a_record_with_a_part_that_we_do_not_know_is_found(keys: Keys) -> None:
    value = {**content().as_json(), "extra": "x"}
    base = with_attachment(draw_base(content(), short_form()), 1, canonical_bytes(value))
    with pytest.raises(NotIntact):
        sign(base, WORKER, content(), keys)


def test_a_cabinet_other_than_the_one_named_is_found(keys: Keys) -> None:
    what = content(cabinet="ffffffffffffffff")
    with pytest.raises(NotIntact, match="another cabinet"):
        sign(draw_base(what, short_form()), WORKER, what, keys)


def test_the_order_that_a_form_asks_for_is_kept(keys: Keys) -> None:
    order = b'makes = "supervision"\nsigning_order = ["worker", "supervisor"]'
    form = read_form(short_form().source.replace(b'makes = "supervision"', order, 1), "ordered.toml")
    what = content(of_form=form)
    trusted = [keys.authority.certificate_der]
    base = draw_base(what, form)
    right = sign(sign(base, WORKER, what, keys), SUPERVISOR, what, keys)
    wrong = sign(sign(base, SUPERVISOR, what, keys), WORKER, what, keys)
    assert check_pdf(right, trusted).verdict is Verdict.KNOWN
    assert "order" in check_pdf(wrong, trusted).findings[0]


def test_signed_by_the_supervisor_alone_is_not_intact(keys: Keys) -> None:
    pdf = sign(draw_base(content(), short_form()), SUPERVISOR, content(), keys)
    checked = check_pdf(pdf, [keys.authority.certificate_der])
    assert checked.verdict is Verdict.NOT_INTACT
    assert checked.findings == (
        f"A signature is missing: this record asks for that of {WORKER.name} (worker).",
    )


def test_a_declined_record_is_whole_with_one_signature(keys: Keys) -> None:
    checked = check_pdf(signed(declined(), keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.KNOWN
    assert checked.content is not None
    assert checked.content.declined[0].text.startswith("The part about")


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"hello", b"\x00" * 1000, b"%PDF-1.7\n%%EOF\n" * 50, b"/ByteRange [0 1 2 3]"]
)
def test_what_is_no_record_is_not_intact_in_a_plain_sentence(raw: bytes) -> None:
    checked = check_pdf(raw, [])
    assert checked.verdict is Verdict.NOT_INTACT
    assert len(checked.findings) == 1
    assert checked.content is None


def test_a_file_that_unpacks_to_gigabytes_is_refused(keys: Keys) -> None:
    import zlib

    bomb = zlib.compress(bytes(80_000_000), 9)
    checked = check_pdf(b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>> stream\n" + bomb + b"\nendstream", [])
    assert checked.verdict is Verdict.NOT_INTACT
    assert "unpacks" in checked.findings[0]


def test_a_file_that_is_far_too_large_is_refused() -> None:
    assert "larger" in check_pdf(bytes(17_000_000), []).findings[0]


def test_nothing_is_printed_about_a_broken_file(keys: Keys, capfd: pytest.CaptureFixture[str]) -> None:
    pdf = bytearray(signed(content(), keys))
    pdf[60_000] ^= 0xFF
    check_pdf(bytes(pdf), [])
    assert capfd.readouterr() == ("", "")
