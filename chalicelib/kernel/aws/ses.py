"""The email provider: SES v2. What it says is told as a `SendResult`; its errors end here."""

from typing import Any, Protocol

from chalicelib.kernel.email import RenderedMail, SendResult, SendResultKind
from chalicelib.kernel.settings import Settings

TAG = "mail_id"

# Nothing was sent, and the same email may go later.
_BUSY = frozenset(
    {
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "LimitExceededException",
        "SendingPausedException",
        "AccountSuspendedException",
        "ExpiredTokenException",
        "RequestExpired",
    }
)


class MailGateway(Protocol):
    """What is asked of an email provider."""

    def send(self, mail_id: str, to: str, written: RenderedMail, unsubscribe: str | None) -> SendResult:
        """Send one email, once. `unsubscribe`: the address for the one-click header of a reminder."""


class SesGateway:
    """`MailGateway` over SES v2; `client` is boto3's, as `clients.ses` makes it."""

    def __init__(self, client: Any, settings: Settings) -> None:
        self._client = client
        self._settings = settings

    def send(self, mail_id: str, to: str, written: RenderedMail, unsubscribe: str | None) -> SendResult:
        from botocore.exceptions import (
            BotoCoreError,
            ClientError,
            ConnectTimeoutError,
            EndpointConnectionError,
            HTTPClientError,
        )

        try:
            answer = self._client.send_email(**request(self._settings, mail_id, to, written, unsubscribe))
        except ClientError as error:
            status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
            return refusal(error.response.get("Error", {}).get("Code", ""), status)
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            return SendResult(kind=SendResultKind.BUSY, silent=True, problem=type(error).__name__)
        except HTTPClientError as error:
            return SendResult(kind=SendResultKind.LOST, silent=True, problem=type(error).__name__)
        except BotoCoreError as error:
            # No credentials, no region, a parameter that does not fit: nothing left the house.
            return SendResult(kind=SendResultKind.BUSY, problem=type(error).__name__)
        return SendResult(kind=SendResultKind.ACCEPTED, provider_id=str(answer.get("MessageId", "")))


def refusal(code: str, status: int) -> SendResult:
    """Return what an error answer means: come again, never, or no one knows whether it was sent."""
    if code in _BUSY or status == 429:
        return SendResult(kind=SendResultKind.BUSY, problem=code)
    if status >= 500 or status == 0:
        return SendResult(kind=SendResultKind.LOST, problem=code or "no_answer")
    return SendResult(kind=SendResultKind.REFUSED, problem=code)


def request(
    settings: Settings, mail_id: str, to: str, written: RenderedMail, unsubscribe: str | None
) -> dict[str, Any]:
    """SendEmail's parameters; SES builds the headers from them, so that no value can add one."""
    content: dict[str, Any] = {
        "Subject": {"Data": written.subject, "Charset": "UTF-8"},
        "Body": {
            "Text": {"Data": written.text, "Charset": "UTF-8"},
            "Html": {"Data": written.html, "Charset": "UTF-8"},
        },
    }
    if unsubscribe is not None:
        content["Headers"] = [
            {"Name": "List-Unsubscribe", "Value": f"<{unsubscribe}>"},
            {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
        ]
    parameters: dict[str, Any] = {
        "FromEmailAddress": settings.mail_from,
        "Destination": {"ToAddresses": [to]},
        "Content": {"Simple": content},
        "EmailTags": [{"Name": TAG, "Value": mail_id}],
    }
    if settings.mail_configuration_set:
        parameters["ConfigurationSetName"] = settings.mail_configuration_set
    return parameters
