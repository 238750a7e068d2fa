/* The editor of an item's text. Without it, or without scripts, the text is written as HTML. */
(() => {
  const item = window.gongkaiItem;
  if (!item) return;
  const { form } = item;
  const area = form.elements.body;

  const press = (step) => form.querySelector(`button[name=do][value=${step}]`).click();
  const onKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "s") press("save");
    else if (event.key === "Enter") press("submit");
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", onKey);

  if (!window.tinymce) {
    item.begin();
    return;
  }
  const files = [...form.querySelectorAll("[data-gk-file]")].map((each) => each.dataset);
  const listed = (use) => files.filter((file) => file.use === use)
    .map((file) => ({ title: file.name, value: file.address, alt: file.alt }));

  // Pasted text comes back with its structure alone; what cannot be asked for stays out.
  const paste = async (editor, html) => {
    const data = new FormData();
    data.append("html", html);
    try {
      const answer = await (await item.send(form.dataset.gkClean, data)).json();
      if (answer.told) editor.notificationManager.open({ text: answer.told, type: "warning", timeout: 8000 });
      editor.insertContent(answer.html);
    } catch {
      const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
      editor.insertContent(editor.dom.encode(text));
    }
  };

  tinymce.init({
    target: area,
    base_url: form.dataset.gkTinymce.replace(/\/$/, ""),
    suffix: ".min",
    language: "zh-Hans",
    promotion: false,
    branding: false,
    menubar: false,
    height: 640,
    resize: false,
    elementpath: false,
    plugins: "lists table link image searchreplace fullscreen wordcount code",
    toolbar: "undo redo | blocks | bold superscript subscript | bullist numlist | table link image | searchreplace removeformat code fullscreen",
    toolbar_mode: "wrap",
    block_formats: "正文=p;一级标题=h2;二级标题=h3;三级标题=h4",
    content_css: form.dataset.gkLook,
    table_toolbar: "tableinsertrowbefore tableinsertrowafter tabledeleterow | tableinsertcolbefore tableinsertcolafter tabledeletecol | tablemergecells tablesplitcells tablerowheader",
    table_default_styles: {},
    table_default_attributes: {},
    table_sizing_mode: "responsive",
    table_appearance_options: false,
    table_advtab: false,
    table_cell_advtab: false,
    table_row_advtab: false,
    object_resizing: false,
    image_list: listed("IMAGE"),
    image_dimensions: false,
    link_list: listed("ATTACHMENT"),
    link_target_list: false,
    link_title: false,
    convert_urls: false,
    entity_encoding: "raw",
    paste_data_images: false,
    invalid_styles: "*",
    valid_elements: "p,h2,h3,h4,ul,ol[start],li,strong/b,sup,sub,br,a[href],img[src|alt],table,caption,thead,tbody,tr,th[colspan|rowspan|scope],td[colspan|rowspan]",
    iframe_aria_text: "正文编辑区",
    setup(editor) {
      item.editor = editor;
      editor.on("init", () => {
        editor.getBody().setAttribute("aria-label", "正文");
        item.begin();
      });
      editor.on("keydown", onKey);
      editor.on("input Change Undo Redo", () => item.checkSoon());
      editor.on("paste", (event) => {
        const html = event.clipboardData && event.clipboardData.getData("text/html");
        if (!html) return;
        event.preventDefault();
        paste(editor, html);
      });
      // A picture brings its own description along.
      editor.on("NodeChange SetContent", () => {
        editor.getBody().querySelectorAll("img:not([alt]), img[alt='']").forEach((image) => {
          const file = files.find((each) => each.address === image.getAttribute("src"));
          if (file && file.alt) image.setAttribute("alt", file.alt);
        });
      });
    },
  });
})();
