"""What goes to SES, and what its answers mean."""

from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ReadTimeoutError,
)

from chalicelib.kernel.settings import Settings
from chalicelib.mail import tokens
from chalicelib.mail.gateway import SesGateway, request
from chalicelib.mail.render import RenderedMail
from chalicelib.mail.rules import SendResultKind

SETTINGS = Settings(
    company="acme",
    table="t",
    cursor_secret="s",
    mail_from="reviews@acme.test",
    mail_configuration_set="throughline-dev",
)
LETTER = RenderedMail(subject="Grüße", text="t", html="<p>h</p>")


def client_error(code: str, status: int) -> ClientError:
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "SendEmail")


SILENCES = (HTTPClientError, ConnectTimeoutError, EndpointConnectionError)


class Client:
    """An SES client that answers, or raises."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def send_email(self, **parameters: Any) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_mail_is_tagged_with_its_id_and_its_configuration_set() -> None:
    told = request(SETTINGS, "M1", "ana@acme.test", LETTER, None)
    assert told["EmailTags"] == [{"Name": "mail_id", "Value": "M1"}]
    assert told["ConfigurationSetName"] == "throughline-dev"
    assert told["Destination"] == {"ToAddresses": ["ana@acme.test"]}
    assert told["Content"]["Simple"]["Subject"] == {"Data": "Grüße", "Charset": "UTF-8"}
    assert "Headers" not in told["Content"]["Simple"]


def test_reminders_carry_the_one_click_headers() -> None:
    told = request(SETTINGS, "M1", "ana@acme.test", LETTER, "https://r.test/api/mail/unsubscribe?token=T")
    assert told["Content"]["Simple"]["Headers"] == [
        {"Name": "List-Unsubscribe", "Value": "<https://r.test/api/mail/unsubscribe?token=T>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"MessageId": "ses-1"}, SendResultKind.ACCEPTED),
        (client_error("TooManyRequestsException", 429), SendResultKind.BUSY),
        (client_error("Throttling", 400), SendResultKind.BUSY),
        (client_error("SendingPausedException", 400), SendResultKind.BUSY),
        (client_error("MessageRejected", 400), SendResultKind.REFUSED),
        (client_error("MailFromDomainNotVerifiedException", 400), SendResultKind.REFUSED),
        (client_error("InternalServiceErrorException", 500), SendResultKind.LOST),
        (client_error("ServiceUnavailable", 503), SendResultKind.LOST),
        (ReadTimeoutError(endpoint_url="https://ses"), SendResultKind.LOST),
        (ConnectionClosedError(endpoint_url="https://ses"), SendResultKind.LOST),
        (ConnectTimeoutError(endpoint_url="https://ses"), SendResultKind.BUSY),
        (EndpointConnectionError(endpoint_url="https://ses"), SendResultKind.BUSY),
        (NoCredentialsError(), SendResultKind.BUSY),
    ],
)
def test_what_an_answer_means(answer: Any, kind: SendResultKind) -> None:
    gateway = SesGateway(SETTINGS)
    gateway.__dict__["_client"] = Client(answer)
    outcome = gateway.send("M1", "ana@acme.test", LETTER, None)
    assert outcome.kind is kind
    assert outcome.problem or outcome.provider_id == "ses-1"
    assert outcome.silent == isinstance(answer, SILENCES)


def test_botocore_accepts_the_parameters_and_tries_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real client, its validation and its header rules, with the network cut off."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    client = SesGateway(SETTINGS)._client
    assert client.meta.config.retries["total_max_attempts"] == 1
    seen: list[str] = []

    def cut_off(request: Any, **_: Any) -> Any:
        seen.append(request.body.decode())
        raise ReadTimeoutError(endpoint_url=request.url)

    client.meta.events.register("before-send.sesv2.SendEmail", cut_off)
    with pytest.raises(ReadTimeoutError):
        client.send_email(**request(SETTINGS, "M1", "ana@acme.test", LETTER, "https://r.test/u?token=T"))
    assert len(seen) == 1
    assert "List-Unsubscribe-Post" in seen[0]


def test_a_token_names_its_person_and_nobody_else() -> None:
    token = tokens.seal("secret", "acme", "01PERSON")
    assert tokens.unseal("secret", "acme", token) == "01PERSON"
    assert tokens.unseal("other", "acme", token) is None
    assert tokens.unseal("secret", "other", token) is None


@pytest.mark.parametrize("at", range(0, 30, 3))
def test_a_token_that_was_changed_anywhere_is_not_ours(at: int) -> None:
    token = tokens.seal("secret", "acme", "01PERSON")
    forged = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    assert tokens.unseal("secret", "acme", forged) is None


@pytest.mark.parametrize("token", ["", "A", "AAAA", "!", "é", "A" * 190, "\x00", tokens.seal("secret", "acme", "")])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert tokens.unseal("secret", "acme", token) is None


def test_a_cursor_of_a_list_is_no_token() -> None:
    from chalicelib.kernel.storage.cursor import seal

    assert tokens.unseal("secret", "acme", seal("secret", "acme", "01PERSON")) is None
