"""scim2-tester against the app behind the local gateway: discovery, every attribute, every verb."""

import pytest
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import check_server
from scim2_tester.utils import Status

from tests.api.people_world import COMPANY
from tests.api.scim_world import provisioned, wsgi


@pytest.mark.slow
@pytest.mark.parametrize("company", [COMPANY, ""], ids=["imported", "empty"])
def test_every_check_of_scim2_tester_succeeds(company: str) -> None:
    with provisioned(company=company) as provided:
        key = {"Authorization": f"Bearer {provided.provider.token}"}
        client = WSGISCIMClient(wsgi(provided.world), base_url="http://localhost:8000/api/scim/v2", headers=key)
        results = check_server(client)
    assert [str(one) for one in results if one.status is not Status.SUCCESS] == []
    assert len(results) > 90
