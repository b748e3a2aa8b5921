"""What goes to SES, and what its answers mean."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ReadTimeoutError,
)
from moto.core.models import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.ses.models import ses_backends

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.ses import SesGateway, request
from chalicelib.kernel.email import RenderedMail, SendResultKind
from chalicelib.kernel.settings import Settings
from chalicelib.mail.rules import tokens

SETTINGS = Settings(
    company="acme",
    table="t",
    cursor_secret="s",
    mail_from="reviews@acme.test",
    mail_configuration_set="throughline-dev",
)
EMAIL = RenderedMail(subject="Grüße", text="t", html="<p>h</p>")


def client_error(code: str, status: int) -> ClientError:
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "SendEmail")


SILENCES = (HTTPClientError, ConnectTimeoutError, EndpointConnectionError)


def test_a_mail_is_tagged_with_its_id_and_its_configuration_set() -> None:
    told = request(SETTINGS, "M1", "ana@acme.test", EMAIL, None)
    assert told["EmailTags"] == [{"Name": "mail_id", "Value": "M1"}]
    assert told["ConfigurationSetName"] == "throughline-dev"
    assert told["Destination"] == {"ToAddresses": ["ana@acme.test"]}
    assert told["Content"]["Simple"]["Subject"] == {"Data": "Grüße", "Charset": "UTF-8"}
    assert "Headers" not in told["Content"]["Simple"]


def test_reminders_carry_the_one_click_headers() -> None:
    told = request(SETTINGS, "M1", "ana@acme.test", EMAIL, "https://r.test/api/mail/unsubscribe?token=T")
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
def test_what_an_answer_means(answer: Any, kind: SendResultKind, aws: None) -> None:
    outcome = SesGateway(answering(lambda _: answer), SETTINGS).send("M1", "ana@acme.test", EMAIL, None)
    assert outcome.kind is kind
    assert outcome.problem or outcome.provider_id == "ses-1"
    assert outcome.silent == isinstance(answer, SILENCES)


def answering(answer: Callable[[Any], Any]) -> clients.LazyClient:
    """A client whose every request is answered so, once it is signed and about to be sent."""
    client = clients.ses()

    def sent(request: Any, **_: Any) -> AWSResponse:
        told = answer(request)
        if isinstance(told, ClientError):
            code, status = told.response["Error"]["Code"], told.response["ResponseMetadata"]["HTTPStatusCode"]
            return response(request.url, status, {"x-amzn-errortype": code}, {"message": "no"})
        if isinstance(told, Exception):
            raise told
        return response(request.url, 200, {}, told)

    client.meta.events.register_first("before-send.sesv2.SendEmail", sent)
    return client


def response(url: str, status: int, headers: dict[str, str], told: dict[str, str]) -> AWSResponse:
    """An answer as it comes over the wire."""

    class Raw(BytesIO):
        def stream(self, **_: Any) -> Any:
            yield json.dumps(told).encode()

    return AWSResponse(url, status, headers, Raw())


def test_an_email_goes_out_once_from_a_sender_that_ses_knows(aws: None) -> None:
    client = clients.ses()
    gateway = SesGateway(client, SETTINGS)
    refused = gateway.send("M1", "ana@acme.test", EMAIL, None)
    assert (refused.kind, refused.problem) == (SendResultKind.REFUSED, "MessageRejected")
    client.create_email_identity(EmailIdentity="reviews@acme.test")
    assert gateway.send("M2", "ana@acme.test", EMAIL, "https://r.test/u?token=T").kind is SendResultKind.ACCEPTED
    sent = ses_backends[ACCOUNT]["eu-west-1"].sent_messages
    assert len(sent) == 1


def test_a_lost_reply_is_not_sent_again_and_the_request_is_signed(aws: None) -> None:
    seen: list[Any] = []

    def cut_off(request: Any) -> None:
        seen.append(request)
        raise ReadTimeoutError(endpoint_url=request.url)

    client = answering(cut_off)
    assert client.meta.config.retries["total_max_attempts"] == 1
    outcome = SesGateway(client, SETTINGS).send("M1", "ana@acme.test", EMAIL, "https://r.test/u?token=T")
    assert outcome.kind is SendResultKind.LOST
    (request,) = seen
    assert b"/eu-west-1/ses/aws4_request" in request.headers["Authorization"]
    assert b"List-Unsubscribe-Post" in request.body


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
