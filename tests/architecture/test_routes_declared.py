"""Every route says who may use it."""


def test_every_route_declares_its_permission(app):
    undeclared = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], "permission")
    ]

    assert undeclared == []


def test_every_public_view_names_the_arguments_it_reads(app):
    views = [app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    assert all(isinstance(view.arguments, frozenset) for view in views)
