"""`ivr menu`: what each hotline offers."""


def test_the_menu_is_printed(run):
    """`ivr menu` tells what each hotline offers, and draws it."""
    assert "Voor uw belkrediet, druk één." in run("menu").output
    graph = run("menu", "--dot").output
    assert graph.startswith("digraph saldo {")
    assert 'menu -> pin [label="1"];' in graph
