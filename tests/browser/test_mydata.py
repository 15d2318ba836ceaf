"""Taking one's data along, and leaving, as people do it on a telephone."""

import zipfile

from .conftest import PHONE

PASSWORD = "input[name=password]"


def test_somebody_takes_their_data_along_and_leaves(visit):
    resident = visit(PHONE)
    account = resident.site.accounts()["resident"]
    page = resident.log_in(account).open("/accounts/data/")

    page.locator("form[action='/accounts/data/export/'] button").click()
    page.fill(PASSWORD, account["password"])
    with page.expect_download() as loading:
        page.locator("main form button[type=submit]").first.click()

    with zipfile.ZipFile(loading.value.path()) as packed:
        assert account["email"] in packed.read("mydata.json").decode()

    page = resident.open("/accounts/delete/")
    page.get_by_label("元にもどせないことが、わかりました。").check()
    page.locator("form[action='/accounts/delete/'] button").click()
    page.get_by_text("退会の手続きが終わりました").wait_for()
    assert resident.open(f"/users/{account['public_id']}/").locator("h1").inner_text() == "退会した人のページです"
