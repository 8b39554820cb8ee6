"""The restaurant's own pages: home, menu, order, terms. None of them asks what anybody answered about offers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from consent_ui.demo import account, team
from consent_ui.demo.basket import MOST, Bill, Redeemed, read_order, reckon
from consent_ui.demo.language import chosen_language, page_language, switches
from consent_ui.demo.menu import BOARD, DISHES, MENU
from consent_ui.demo.sample import SLUG
from consent_ui.presenting import promised
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offer_words import offer_words
from consent_ui.rules.offers import AfterOrders
from consent_ui.situation import this_situation
from consent_ui.state import state
from consent_ui.store.offers import Programme
from consent_ui.texts import Texts, texts

site = Blueprint("demo", __name__)
site.add_url_rule("/account", view_func=account.show, endpoint="account")
site.add_url_rule("/account/sign-in", view_func=account.sign_in, endpoint="sign_in", methods=["POST"])
site.add_url_rule("/account/sign-out", view_func=account.sign_out, endpoint="sign_out", methods=["POST"])
site.add_url_rule("/team", view_func=team.show, endpoint="team")
site.add_url_rule("/team/sign-in", view_func=team.sign_in, endpoint="team_sign_in", methods=["POST"])

PAGES = ("home", "menu", "order", "account")


def programme() -> Programme:
    """The restaurant as it is published now."""
    published: Programme | None = state().programme(SLUG)
    if published is None:
        raise LookupError(f"{SLUG} is not in this database")
    return published


def speak(app: Flask) -> None:
    """Give every page of the demo its language, the restaurant and the ways through the site."""

    @app.context_processor
    def around() -> dict[str, Any]:
        text = texts(page_language())
        restaurant = programme().restaurant
        return {
            "text": text,
            "french": texts("fr"),
            "restaurant": restaurant,
            "pages": tuple((f"demo.{page}", text(f"demo.nav.{page}")) for page in PAGES),
            "switches": switches(),
            "chosen_language": chosen_language(),
            "phone_link": "+33" + restaurant.phone.replace(" ", "").removeprefix("0"),
        }

    app.register_error_handler(HTTPException, explain)


PROBLEMS = {404: "demo.problem", 405: "problem.method", 413: "problem.too_large"}


def explain(error: HTTPException) -> ResponseReturnValue:
    """A request that cannot be served, said plainly; our own failures are left to Flask."""
    if error.code is None or not 400 <= error.code < 500:
        return error
    text, name = texts(page_language()), PROBLEMS.get(error.code, "problem.bad_request")
    page = render_template("demo/problem.html", heading=text(f"{name}.heading"), sentence=text(f"{name}.sentence"))
    return page, error.code, [(key, value) for key, value in error.get_headers() if key == "Allow"]


@site.get("/")
def home() -> str:
    """The restaurant introduces itself."""
    return render_template("demo/home.html", board=[DISHES[key] for key in BOARD])


@site.get("/menu")
def menu() -> str:
    """Dishes and prices, the same for everybody."""
    return render_template("demo/menu.html", menu=MENU)


@site.get("/terms")
def terms() -> str:
    """Terms of sale."""
    return render_template("demo/terms.html")


@site.get("/order")
def order() -> ResponseReturnValue:
    """Works out the bill for what the address says, with a voucher if there is one. Stores nothing."""
    text = texts(page_language())
    here = programme()
    problem, bill = "", None
    try:
        chosen = read_order(request.args)
    except ValueError:
        problem = text("demo.order.invalid", most=MOST)
    else:
        if chosen or request.args.get("code"):
            customer = account.customer()
            bill = reckon(
                chosen,
                request.args.get("code", ""),
                (*promised(this_situation()), *here.campaigns),
                customer.orders if customer else None,
                customer.last_order_at if customer else None,
                datetime.now(UTC),
                account.told_at(customer) if customer else None,
            )
    page = render_template(
        "demo/order.html",
        dishes=DISHES.values(),
        most=MOST,
        # Shown again as they were typed, but for what no page may contain.
        typed={key: value[:40] for key, value in request.args.items() if value.isprintable()},
        bill=bill,
        problem=problem,
        offer=offer_words(bill.campaign, here.restaurant, text) if bill and bill.campaign else "",
        voucher=voucher_sentence(bill, text, here.restaurant) if bill else "",
    )
    return page, 422 if problem else 200


def voucher_sentence(bill: Bill, text: Texts, restaurant: Restaurant) -> str:
    """What became of the code that was tried; empty when none was."""
    if bill.redeemed is None:
        return ""
    campaign: Campaign | None = bill.campaign
    values: dict[str, object] = {}
    if bill.redeemed is Redeemed.MINIMUM and campaign and campaign.minimum is not None:
        values["amount"] = text.money(campaign.minimum, restaurant.currency)
    if bill.redeemed is Redeemed.TOO_SOON and campaign:
        values["days"] = campaign.lapse_days
    if bill.redeemed is Redeemed.TOO_LATE and campaign:
        values["days"] = (campaign.lapse_days or 0) + (campaign.voucher_days or 0)
    if bill.redeemed is Redeemed.TOO_FEW and campaign and isinstance(campaign.offer, AfterOrders):
        values["orders"] = campaign.offer.orders
    if bill.redeemed is Redeemed.TAKEN and campaign and not bill.discount:
        return text("demo.voucher.taken_with", offer=offer_words(campaign, restaurant, text))
    return text(f"demo.voucher.{bill.redeemed}", **values)
