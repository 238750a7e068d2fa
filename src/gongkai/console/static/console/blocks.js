/* Writing texts of blocks as they look, and coming back to where one was. Without it all works. */
(() => {
  const form = document.getElementById("page-form");
  if (!form) return;
  const wanted = form.dataset.gkJump && document.getElementById(form.dataset.gkJump);
  if (wanted) {
    wanted.scrollIntoView();
    const first = wanted.querySelector("input:not([type=hidden]), textarea, select");
    if (first) first.focus({ preventScroll: true });
  }
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  if (!window.tinymce) return;
  tinymce.init({
    selector: "textarea[data-gk-html]",
    base_url: form.dataset.gkTinymce.replace(/\/$/, ""),
    suffix: ".min",
    language: "zh-Hans",
    promotion: false,
    branding: false,
    menubar: false,
    height: 280,
    resize: false,
    elementpath: false,
    plugins: "lists table link code",
    toolbar: "undo redo | blocks | bold | bullist numlist | table link | removeformat code",
    toolbar_mode: "wrap",
    block_formats: "正文=p;二级标题=h3;三级标题=h4",
    content_css: form.dataset.gkLook,
    table_default_styles: {},
    table_default_attributes: {},
    table_sizing_mode: "responsive",
    table_appearance_options: false,
    link_target_list: false,
    link_title: false,
    convert_urls: false,
    entity_encoding: "raw",
    paste_data_images: false,
    invalid_styles: "*",
    valid_elements: "p,h2,h3,h4,ul,ol[start],li,strong/b,sup,sub,br,a[href],table,caption,thead,tbody,tr,th[colspan|rowspan|scope],td[colspan|rowspan]",
    iframe_aria_text: "文字编辑区",
    setup(editor) {
      editor.on("input Change", () => { changed = true; });
    },
  });
})();
