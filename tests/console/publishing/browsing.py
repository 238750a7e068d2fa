"""Officers at browsers of their own."""

WRITABLE = "() => window.gongkaiItem && gongkaiItem.editor && gongkaiItem.editor.initialized"


def signed_in(chromium, live_server, officer, **options):
    """Return a page on which an officer has signed in, in a browser that nobody else uses."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
    page = context.new_page()
    sign_in(page, officer)
    return page


def sign_in(page, officer):
    """Sign in on a page."""
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")


def ready(page, address):
    """Open an item's editor and wait until it can be written in."""
    page.goto(address)
    page.wait_for_function(WRITABLE)


def write(page, text):
    """Put text at the end of what is being edited, as somebody who types does."""
    page.evaluate(
        "text => { const e = gongkaiItem.editor; e.selection.select(e.getBody(), true);"
        " e.selection.collapse(false); e.insertContent(text); }",
        text,
    )


def text_of(page):
    """Return what stands in the editor, as text."""
    return page.evaluate("gongkaiItem.editor.getContent({format: 'text'})")
