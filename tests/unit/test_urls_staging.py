"""Staging names: what gives a URL away, and what only looks as if it did."""

from __future__ import annotations

import pytest

from evlint.urls.domains import account_start, domain_start
from evlint.urls.split import split_url
from evlint.urls.staging import find_staging


@pytest.mark.parametrize(
    ("url", "kind", "part", "word"),
    [
        ("https://bo-modernisation2021.bercy.actimage.net/x", "word", "bo", "bo"),
        ("https://preprod.numerique.gouv.fr/actualites", "word", "preprod", "preprod"),
        ("https://PREPROD2.Numerique.gouv.fr/", "word", "PREPROD", "preprod"),
        ("https://pre-prod.mairie.fr", "word", "pre-prod", "pre-prod"),
        ("https://pre_production.mairie.fr", "word", "pre_production", "pre_production"),
        ("https://x-back-office.mairie.fr", "word", "back-office", "back-office"),
        ("https://child-birth-grant.staging.service.gov.cy/", "word", "staging", "staging"),
        ("https://claim.staging.service.gov.uk/", "word", "staging", "staging"),
        ("https://dol-whd-section14c-stg.azurewebsites.net/", "word", "stg", "stg"),
        ("https://a.preprod.site.netlify.app/", "word", "preprod", "preprod"),
        ("https://portail.innovation.intranet.justice.gouv.fr", "word", "intranet", "intranet"),
        ("//staging.apps.usa.gov/x", "word", "staging", "staging"),
        ("https://jane:x@uat.mairie.fr:8443/", "word", "uat", "uat"),
        ("https://preprod.café.fr/", "word", "preprod.café.fr", "preprod"),
        ("https://recette.xn--caf-dma.fr/", "word", "recette", "recette"),
        ("https://deploy-preview-12--site.netlify.app/x", "preview", "deploy-preview-12--", "Netlify"),
        ("https://refonte--site.netlify.com/", "preview", "refonte--", "Netlify"),
        ("https://app-git-main-team.vercel.app/", "preview", "-git-", "Vercel"),
        ("https://3f8a1c2e.site.pages.dev/", "preview", "3f8a1c2e", "Cloudflare Pages"),
        ("https://api-pr-12.onrender.com/", "preview", "-pr-12", "Render"),
        ("https://api-pr-12.herokuapp.com/", "preview", "-pr-12", "Heroku"),
        ("https://api-pr-12-0a1b2c.herokuapp.com/", "preview", "-pr-12", "Heroku"),
        ("https://site--canal-0a1b2c3d.web.app/", "preview", "--canal-0a1b2c3d", "Firebase"),
        (
            "https://polite-sky-0a1b2c3d4-12.westeurope.2.azurestaticapps.net/",
            "preview",
            "-12",
            "Azure Static Web Apps",
        ),
        ("https://pr-12.d1a2b3.amplifyapp.com/", "preview", "pr-12", "AWS Amplify"),
        ("https://dinum.github.io/site/pr-preview/pr-12/x", "preview", "/pr-preview/pr-12", "GitHub Pages"),
        ("https://cg-9341.app.cloud.gov/preview/18f/site/x", "preview", "/preview/", "cloud.gov Pages"),
        ("https://federalist.18f.gov/preview/18f/site/", "preview", "/preview/", "cloud.gov Pages"),
        ("https://1a2b.ngrok-free.app/", "tunnel", "1a2b", "ngrok"),
        ("https://a.b.trycloudflare.com/", "tunnel", "a.b", "Cloudflare Tunnel"),
        ("https://fluffy-3000.app.github.dev/", "workspace", "fluffy-3000", "GitHub Codespaces"),
        ("https://8080-dinum-site.ws-eu12.gitpod.io/", "workspace", "8080-dinum-site.ws-eu12", "Gitpod"),
        ("https://abc12-3000.csb.app/", "workspace", "abc12-3000", "CodeSandbox"),
    ],
)
def test_given_away(url: str, kind: str, part: str, word: str) -> None:
    found = find_staging(split_url(url))
    assert found is not None
    assert (found.kind, found.part, found.word) == (kind, part, word)
    assert url[found.start : found.end] == part


@pytest.mark.parametrize(
    "host",
    [
        *[
            "stage.fr",
            "www.recette.fr",
            "recette.fr",
            "preprod.fr",
            "staging.com",
            "www.staging.com",
            "bo.fr",
            "dev.to",
            "web.dev",
        ],
        *[
            "beta.gouv.fr",
            "api.beta.gouv.fr",
            "beta.fec.gov",
            "dev.mysql.com",
            "test.mairie.fr",
            "demo.mairie.fr",
            "stage.mairie.fr",
        ],
        *[
            "developer.mozilla.org",
            "rustc-dev-guide.rust-lang.org",
            "www.who.int",
            "www.gob.bo",
            "www.unibo.it",
            "comune.imola.bo.it",
        ],
        *[
            "bo.it",
            "accueil-integration-refugies.fr",
            "recettes.mairie.fr",
            "bordeaux.fr",
            "e-bordeaux.mairie.fr",
            "abo.mairie.fr",
        ],
        *[
            "site.netlify.app",
            "main--site.netlify.app",
            "netlify.app",
            "www.netlify.app",
            "project.pages.dev",
            "www.project.pages.dev",
            "app.vercel.app",
        ],
        *["app.onrender.com", "api.herokuapp.com", "site.web.app", "main.d1a2b3.amplifyapp.com", "dinum.github.io"],
        *[
            "polite-sky-0a1b2c3d4.2.azurestaticapps.net",
            "www.gitpod.io",
            "gitpod.io",
            "ngrok.com",
            "www.ngrok.io",
            "csb.app",
        ],
        *[
            "recette.github.io",
            "bo-li.github.io",
            "staging.netlify.app",
            "staging.azurewebsites.net",
            "intranet-x.github.io",
        ],
        *["preprod", "10.0.0.1", "[::1]", "cloud.gov", "pages.cloud.gov", "admin.eventdrive.com", "cms.gov"],
    ],
)
def test_left_alone(host: str) -> None:
    assert find_staging(split_url(f"https://{host}/staging/preprod/recette/preview/")) is None


def test_words_in_paths_and_queries_count_nothing() -> None:
    assert find_staging(split_url("https://github.com/18F/18f.gsa.gov/blob/staging/x?env=preprod#bo-x.y")) is None


def test_no_host_no_staging() -> None:
    assert find_staging(split_url("/staging.x.fr/")) is None
    assert find_staging(split_url("https://a..staging.x.fr/")) is None


def test_hosts_and_words_of_the_user() -> None:
    globs = ("*.actimage.net", "!public.actimage.net", "!staging.crates.io")
    found = find_staging(split_url("https://demo.actimage.net:8080/x"), globs)
    assert found is not None
    assert (found.kind, found.part, found.word) == ("configured", "demo.actimage.net", "*.actimage.net")
    assert find_staging(split_url("https://public.actimage.net/"), globs) is None
    assert find_staging(split_url("https://staging.crates.io/"), globs) is None
    assert find_staging(split_url("https://x.github.io/pr-preview/pr-1/"), ("!x.github.io",)) is None
    found = find_staging(split_url("https://dev2-api.mairie.fr/"), (), ("dev", "qa"))
    assert found is not None
    assert (found.kind, found.word) == ("configured-word", "dev")
    assert find_staging(split_url("https://developer.mairie.fr/"), (), ("dev",)) is None
    assert find_staging(split_url("https://a.b+c.fr/"), (), ("b+c", "")) is None


def test_where_a_domain_begins() -> None:
    for host, account, domain in [
        ("www.beta.gouv.fr", "beta.gouv.fr", "beta.gouv.fr"),
        ("a.service.gov.cy", "service.gov.cy", "service.gov.cy"),
        ("a.site.netlify.app", "site.netlify.app", "netlify.app"),
        ("gouv.fr", "gouv.fr", "gouv.fr"),
        ("a.b.unknown-ending", "b.unknown-ending", "b.unknown-ending"),
        ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn", "b.xn--55qx5d.cn"),
    ]:
        assert host[account_start(host) :] == account
        assert host[domain_start(host) :] == domain
