"""Sign-in as it is deployed: what each parameter switches on, and that nothing is on that costs by the month."""

import json
from typing import Any

import pytest

from chalicelib.kernel.settings import Settings
from infra.local.template import Template
from infra.package import botocore_data

GIVEN = {"Stage": "test", "MailFrom": "r@x.test", "MailIdentity": "x.test", "CursorSecret": "s" * 40}
MADE = {
    "UserPool": {"Ref": "eu-west-1_pool", "Arn": "arn:pool"},
    "WebClient": {"Ref": "web-client"},
    "SystemClient": {"Ref": "system-client"},
    "IdentityProvider": {"Ref": "Company"},
}
OIDC = {
    "Federation": "OIDC",
    "FederationIssuer": "https://login.acme.test",
    "FederationClientId": "throughline",
    "FederationClientSecret": "said-once",
}
SAML = {"Federation": "SAML", "FederationMetadataUrl": "https://login.acme.test/metadata"}


def stack(**parameters: str) -> Template:
    """The template, deployed with `parameters`."""
    return Template(GIVEN | parameters, dict(MADE))


def issuers(template: Template) -> list[dict[str, Any]]:
    """Whom the functions trust."""
    told = template.document["Globals"]["Function"]["Environment"]["Variables"]["THROUGHLINE_ISSUERS"]
    found: list[dict[str, Any]] = json.loads(template.resolve(told))
    return found


def is_made(template: Template, name: str) -> bool:
    """Whether a resource is created with these parameters."""
    condition = template.document["Resources"][name].get("Condition")
    return condition is None or template.holds(condition)


def test_by_default_the_pool_is_the_only_issuer_and_the_web_client_its_only_audience() -> None:
    (own,) = issuers(stack())
    assert own["issuer"].endswith("/eu-west-1_pool")
    assert own["jwks_url"].startswith(own["issuer"])
    assert own["audience"] == ["web-client"]
    assert (own["preset"], own["resource_server"]) == ("cognito", "throughline")
    assert (own["trust_unverified"], own["domains"]) == (False, [])


def test_nothing_that_is_billed_by_the_month_is_on_by_default() -> None:
    clients = {
        name: client
        for name, client in stack().of_type("AWS::Cognito::UserPoolClient").items()
        if "client_credentials" in client["Properties"]["AllowedOAuthFlows"]
    }
    assert list(clients) == ["SystemClient"]
    assert not is_made(stack(), "SystemClient")


def test_a_machine_client_that_is_switched_on_is_an_audience_with_the_scopes_given() -> None:
    on = stack(MachineClient="true", MachineClientScopes="throughline/people:write,throughline/cycles:read")
    assert is_made(on, "SystemClient")
    client = on.document["Resources"]["SystemClient"]["Properties"]
    assert client["AllowedOAuthFlows"] == ["client_credentials"]
    assert client["GenerateSecret"] is True
    assert client["AllowedOAuthScopes"] == {"Ref": "MachineClientScopes"}
    assert issuers(on)[0]["audience"] == ["web-client", "system-client"]


def test_the_default_scope_of_the_machine_client_is_one_that_the_resource_server_has() -> None:
    template = stack()
    server = template.properties("MachineScopes")
    offered = {f"{server['Identifier']}/{scope['ScopeName']}" for scope in server["Scopes"]}
    assert template.document["Parameters"]["MachineClientScopes"]["Default"] in offered
    assert issuers(template)[0]["resource_server"] == server["Identifier"]


def test_clients_that_were_made_by_hand_are_audiences_by_a_parameter() -> None:
    assert issuers(stack(Audiences="one,two"))[0]["audience"] == ["web-client", "one", "two"]
    both = issuers(stack(Audiences="one", MachineClient="true"))[0]["audience"]
    assert both == ["web-client", "system-client", "one"]


def test_further_issuers_are_trusted_beside_the_pool() -> None:
    further = '[{"issuer": "https://login.acme.test", "audience": ["a"], "jwks_url": "https://login.acme.test/keys"}]'
    variables = stack(FurtherIssuers=further).document["Globals"]["Function"]["Environment"]["Variables"]
    template = stack(FurtherIssuers=further)
    told = {name: str(template.resolve(variables[name])) for name in variables if "ISSUERS" in name}
    env = told | {"THROUGHLINE_COMPANY": "c", "THROUGHLINE_TABLE": "t", "THROUGHLINE_CURSOR_SECRET": "s"}
    settings = Settings.from_env(env)
    assert [issuer.audience for issuer in settings.issuers] == [("web-client",), ("a",)]
    assert len(Settings.from_env(env | {"THROUGHLINE_FURTHER_ISSUERS": ""}).issuers) == 1


def test_without_a_provider_people_sign_in_with_the_pool() -> None:
    for passwords in ("true", "false"):
        template = stack(PasswordSignIn=passwords)
        assert not is_made(template, "IdentityProvider")
        assert template.properties("WebClient")["SupportedIdentityProviders"] == ["COGNITO"]


def test_a_saml_provider_is_offered_beside_passwords() -> None:
    template = stack(**SAML, FederationEmail="mail")
    provider = template.properties("IdentityProvider")
    assert (provider["ProviderType"], provider["ProviderName"]) == ("SAML", "Company")
    assert provider["ProviderDetails"]["MetadataURL"] == SAML["FederationMetadataUrl"]
    assert provider["AttributeMapping"] == {"email": "mail"}
    assert template.properties("WebClient")["SupportedIdentityProviders"] == ["COGNITO", "Company"]


def test_an_oidc_provider_can_be_the_only_way_in_and_say_that_addresses_are_verified() -> None:
    template = stack(**OIDC, PasswordSignIn="false", FederationEmailVerified="email_verified")
    provider = template.properties("IdentityProvider")
    assert provider["ProviderType"] == "OIDC"
    assert provider["ProviderDetails"]["oidc_issuer"] == OIDC["FederationIssuer"]
    assert provider["ProviderDetails"]["client_secret"] == "said-once"
    assert provider["AttributeMapping"] == {"email": "email", "email_verified": "email_verified"}
    assert template.properties("WebClient")["SupportedIdentityProviders"] == ["Company"]


def test_an_address_that_nobody_verified_is_trusted_for_the_listed_domains_only() -> None:
    (listed,) = issuers(stack(**SAML, FederationDomains="acme.test,acme.example"))
    assert (listed["trust_unverified"], listed["domains"]) == (True, ["acme.test", "acme.example"])
    (unlisted,) = issuers(stack(**SAML))
    assert (unlisted["trust_unverified"], unlisted["domains"]) == (False, [])


def test_only_the_work_queues_function_reaches_accounts_and_only_those_of_the_stack() -> None:
    from infra.package import template as package

    resources = package.generate("dev")["Resources"]
    reaching = {
        name: statement
        for name, resource in resources.items()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        if any(action.startswith("cognito-idp:") for action in statement["Action"])
    }
    assert list(reaching) == ["WorkRole"]
    assert reaching["WorkRole"]["Resource"] == [{"Fn::GetAtt": ["UserPool", "Arn"]}]
    called = {action.removeprefix("cognito-idp:") for action in reaching["WorkRole"]["Action"]}
    assert called == botocore_data.OPERATIONS["cognito-idp"]


def test_nobody_makes_an_account_or_takes_another_address_by_themselves() -> None:
    pool = stack().properties("UserPool")
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_codes_go_by_the_companys_own_sender() -> None:
    sender = stack().properties("UserPool")["EmailConfiguration"]
    assert sender["EmailSendingAccount"] == "DEVELOPER"
    assert sender["From"] == "r@x.test"
    assert sender["SourceArn"].endswith(":identity/x.test")


@pytest.mark.parametrize(
    ("mfa", "factors"),
    [("OPTIONAL", {"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}), ("ON", {"SOFTWARE_TOKEN_MFA"})],
)
def test_a_mailed_code_is_a_second_factor_only_where_not_everybody_needs_one(mfa: str, factors: set[str]) -> None:
    """Whose second factor is the mailbox cannot have a new password mailed."""
    pool = stack(Mfa=mfa).properties("UserPool")
    assert pool["MfaConfiguration"] == mfa
    assert set(pool["EnabledMfas"]) == factors
    assert pool["AccountRecoverySetting"]["RecoveryMechanisms"] == [{"Name": "verified_email", "Priority": 1}]


@pytest.mark.parametrize(("said", "asked"), [("true", True), ("false", False)])
def test_an_hr_role_needs_a_second_factor_unless_the_operator_says_otherwise(said: str, asked: bool) -> None:
    assert issuers(stack(HrSecondFactor=said))[0]["second_factor"] is asked
    assert issuers(stack())[0]["second_factor"] is True
