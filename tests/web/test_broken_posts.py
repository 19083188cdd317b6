"""Bodies that no browser sends: refused with 400 or 413, and no traceback."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Insurer, form

from habeas.web.requests.models import Request

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=xyz"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def robust() -> Client:
    """A client that shows the page a visitor would see, instead of raising what the application raised."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"--xyz\r\nnot a header", MULTIPART, {400, 422}),
        (b"no boundary at all", "multipart/form-data", {400}),
        (b"x", "multipart/form-data; boundary=" + "x" * 300, {400}),
        (b"x", "multipart/form-data; boundary=\xff", {400}),
        (b"--xyz\r\nContent-Disposition: form-data; name=what\r\n\r\n\xff\xfe\x00\r\n--xyz--\r\n", MULTIPART, {422}),
        (b"what=%ff%fe%00&given_name=%ED%A0%80", FORM, {422}),
        (b"\x00\x01\x02\xff" * 100, FORM, {400, 422}),
        (b"&".join(b"a%d=1" % number for number in range(2000)), FORM, {400}),
        (b"given_name=" + b"x" * 1_100_000, FORM, {400, 413}),
        (b'{"what": "delete"}', "application/json", {422}),
        (b"what=delete", f"{FORM}; charset=utf-16", {400}),
        (b"what=delete", f"{FORM}; charset=no-such-thing", {400}),
        (
            b"--xyz\r\nContent-Disposition: form-data; name=what\r\n\r\nx\r\n--xyz--",
            f"{MULTIPART}; charset=base64",
            {400},
        ),
        (
            b"--xyz\r\nContent-Disposition: form-data; name=what\r\n\r\nx\r\n--xyz--",
            f"{MULTIPART}; charset=idna",
            {400},
        ),
    ],
    ids=range(14),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_broken_body_is_refused(project: Insurer, robust: Client, body: bytes, kind: str, status: set[int]) -> None:
    response = robust.generic("POST", "/request/", body, content_type=kind)
    assert response.status_code in status
    assert b"Traceback" not in response.content
    assert not Request.objects.exists()


def test_an_uploaded_file_where_text_belongs_is_not_text(project: Insurer, robust: Client, tmp_path: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {**form(project.applicant), "given_name": SimpleUploadedFile("name.bin", b"\x00\xff")}
    assert robust.post("/request/", data).status_code == 422
    assert not Request.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(project: Insurer, robust: Client, method: str) -> None:
    assert getattr(robust, method)("/request/").status_code == 405


def test_a_strange_host_is_refused(project: Insurer, robust: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert robust.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/request/%00/", "/confirm/%ff%00/", "/request/" + "x" * 5000 + "/", "/nothing/"])
def test_an_address_that_leads_nowhere_is_not_found(project: Insurer, robust: Client, path: str) -> None:
    assert robust.get(path).status_code in (404, 410)


def test_a_reference_with_a_nul_byte_is_not_found(project: Insurer, staff: Client) -> None:
    assert staff.get("/staff/requests/HB%00/").status_code == 404
