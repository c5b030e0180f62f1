/*
 * sheet.c: see sheet.h.
 *
 * Emoji are pictures in their font. Cairo writes them to a PDF at 72 dots an inch, whatever the
 * scale, so a run of them is drawn into a picture of our own, six times as fine, and that is put in
 * the line; all other letters stay letters, which can be searched and copied.
 */
#include "sheet.h"

#include "terminal_text.h"
#include "utf8.h"

#include <hb-ot.h>
#include <math.h>
#include <string.h>

#define NAME_COLUMNS 28 /* of a name in a sentence */
#define PICTURE_SCALE 6
#define ITEM_INDENT 9.0

/* The first family that has a letter is taken. */
static const char families[] = "Noto Sans, DejaVu Sans, sans-serif";

/* Grey, and size against that of body text. */
static const struct {
    double size, grey;
    bool bold;
} styles[TL_SHEET_STYLES] = {
    [TL_SHEET_BODY] = {1, 0.1, false},    [TL_SHEET_SOFT] = {0.84, 0.33, false},
    [TL_SHEET_STRONG] = {1, 0.1, true},   [TL_SHEET_SECTION] = {1.15, 0.1, true},
    [TL_SHEET_TITLE] = {1.9, 0.05, true}, [TL_SHEET_FIGURE] = {1.9, 0.05, true},
};

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->ptr, buf->len};
}

static bool runs_from_right(struct tl_str s)
{
    for (size_t at = 0; at < s.len;) {
        const uint32_t c = tl_utf8_next(s, &at);
        if ((c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) ||
            (c >= 0xFE70 && c < 0xFF00) || (c >= 0x10800 && c < 0x11000) ||
            (c >= 0x1E800 && c < 0x1F000))
            return true;
    }
    return false;
}

/* U+2068 and U+2069 around a name let it run its own way and leave the rest alone. */
static void show_name(struct tl_sheet *s, int who)
{
    struct tl_buf *name = &s->name[who], *shown = &s->shown[who];
    tl_terminal_clean(name, s->report->conv->people[who].name, true);
    const bool turns = !name->failed && runs_from_right(view(name));
    if (turns)
        tl_buf_puts(shown, "\xE2\x81\xA8");
    if (!name->failed && tl_display_width(view(name)) > NAME_COLUMNS) {
        tl_terminal_fit(shown, view(name), NAME_COLUMNS - 1, true);
        while (shown->len > 0 && shown->ptr[shown->len - 1] == ' ')
            shown->len--;
        tl_buf_puts(shown, "\xE2\x80\xA6");
    } else {
        tl_buf_put_str(shown, view(name));
    }
    if (turns)
        tl_buf_puts(shown, "\xE2\x81\xA9");
}

void tl_sheet_init(struct tl_sheet *s, const struct tl_context *ctx, const struct tl_report *report,
                   cairo_surface_t *surface)
{
    *s = (struct tl_sheet){.ctx = ctx, .report = report, .size = 10, .most = SIZE_MAX};
    tl_buf_init(&s->words, ctx);
    tl_buf_init(&s->clean, ctx);
    for (int who = 0; who < 2; who++) {
        tl_buf_init(&s->name[who], ctx);
        tl_buf_init(&s->shown[who], ctx);
        if ((size_t)who < report->conv->n_people)
            show_name(s, who);
    }
    s->cr = cairo_create(surface);
    PangoFontMap *fonts = pango_cairo_font_map_new();
    s->pango = pango_font_map_create_context(fonts);
    g_object_unref(fonts);
    /* What the desktop says of screens, languages and directions has no say on paper. */
    cairo_font_options_t *plain = cairo_font_options_create();
    cairo_font_options_set_hint_style(plain, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(plain, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(plain, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(s->pango, plain);
    cairo_font_options_destroy(plain);
    pango_cairo_context_set_resolution(s->pango, 72);
    pango_context_set_round_glyph_positions(s->pango, FALSE);
    pango_context_set_language(s->pango, pango_language_from_string("en"));
    pango_context_set_base_dir(s->pango, PANGO_DIRECTION_LTR);
}

void tl_sheet_release(struct tl_sheet *s)
{
    g_object_unref(s->pango);
    cairo_destroy(s->cr);
    tl_buf_release(&s->words);
    tl_buf_release(&s->clean);
    for (int who = 0; who < 2; who++) {
        tl_buf_release(&s->name[who]);
        tl_buf_release(&s->shown[who]);
    }
}

void tl_sheet_tag(struct tl_sheet *s, const char *tag)
{
    if (s->draws)
        cairo_tag_begin(s->cr, tag, NULL);
}

void tl_sheet_tag_end(struct tl_sheet *s, const char *tag)
{
    if (s->draws)
        cairo_tag_end(s->cr, tag);
}

/* Disarms text into s->clean and puts the shown form of a name where the name stands. */
static void prepare(struct tl_sheet *s, const char *text, size_t *bold)
{
    struct tl_buf plain;
    size_t at = 0, wanted = *bold;
    tl_buf_init(&plain, s->ctx);
    tl_terminal_clean(&plain, (struct tl_str){text, strlen(text)}, true);
    tl_buf_clear(&s->clean);
    *bold = 0;
    while (at < plain.len && !plain.failed) {
        int named = -1;
        for (int who = 0; who < 2; who++) {
            const struct tl_str name = view(&s->name[who]);
            if (name.len > (named >= 0 ? s->name[named].len : 0) && name.len <= plain.len - at &&
                memcmp(plain.ptr + at, name.ptr, name.len) == 0)
                named = who;
        }
        if (named >= 0) {
            tl_buf_put_str(&s->clean, view(&s->shown[named]));
            at += s->name[named].len;
        } else {
            tl_buf_putc(&s->clean, plain.ptr[at++]);
        }
        if (at <= wanted)
            *bold = s->clean.len;
    }
    s->failed = s->failed || plain.failed || s->clean.failed;
    tl_buf_release(&plain);
}

static PangoLayout *lay_out(struct tl_sheet *s, enum tl_sheet_style style, const char *text,
                            const struct tl_sheet_cell *cell)
{
    PangoLayout *layout = pango_layout_new(s->pango);
    PangoFontDescription *font = pango_font_description_from_string(families);
    size_t bold = cell->bold;
    prepare(s, text, &bold);
    pango_font_description_set_absolute_size(font, s->size * styles[style].size * PANGO_SCALE);
    if (styles[style].bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(cell->width * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, 1.06F);
    if (cell->lines > 0) {
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        pango_layout_set_height(layout, -cell->lines);
    }
    if (cell->right)
        pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    PangoAttrList *attributes = pango_attr_list_new();
    if (bold > 0) {
        PangoAttribute *weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        weight->end_index = (guint)bold;
        pango_attr_list_insert(attributes, weight);
    }
    /* A joined "fi" is one letter to a screen reader and to a search. */
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    if (!s->clean.failed)
        pango_layout_set_text(layout, s->clean.ptr != NULL ? s->clean.ptr : "", (int)s->clean.len);
    return layout;
}

static bool has_pictures(PangoFont *font)
{
    hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
    return hb_ot_color_has_png(face) || hb_ot_color_has_layers(face) || hb_ot_color_has_svg(face);
}

static void draw_picture(struct tl_sheet *s, const char *text, PangoGlyphItem *run, double x,
                         double baseline, double width)
{
    PangoRectangle ink, logical;
    pango_glyph_string_extents(run->glyphs, run->item->analysis.font, &ink, &logical);
    const double left = (double)ink.x / PANGO_SCALE - 1;
    const double top = (double)(ink.y < logical.y ? ink.y : logical.y) / PANGO_SCALE - 1;
    const double high = (double)(ink.height > logical.height ? ink.height : logical.height);
    const double wide = (double)ink.width / PANGO_SCALE;
    cairo_surface_t *picture = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, (int)ceil(((wide > width ? wide : width) + 2) * PICTURE_SCALE),
        (int)ceil((high / PANGO_SCALE + 2) * PICTURE_SCALE));
    cairo_t *cr = cairo_create(picture);
    cairo_scale(cr, PICTURE_SCALE, PICTURE_SCALE);
    cairo_move_to(cr, -left, -top);
    pango_cairo_show_glyph_item(cr, text, run);
    cairo_destroy(cr);
    cairo_save(s->cr);
    cairo_translate(s->cr, x + left, baseline + top);
    cairo_scale(s->cr, 1.0 / PICTURE_SCALE, 1.0 / PICTURE_SCALE);
    cairo_set_source_surface(s->cr, picture, 0, 0);
    cairo_paint(s->cr);
    cairo_restore(s->cr);
    cairo_surface_destroy(picture);
}

static void draw(struct tl_sheet *s, PangoLayout *layout, double x, double y)
{
    PangoLayoutIter *lines = pango_layout_get_iter(layout);
    const char *text = pango_layout_get_text(layout);
    do {
        PangoRectangle logical;
        const double baseline = y + (double)pango_layout_iter_get_baseline(lines) / PANGO_SCALE;
        pango_layout_iter_get_line_extents(lines, NULL, &logical);
        double at = x + (double)logical.x / PANGO_SCALE;
        for (GSList *r = pango_layout_iter_get_line_readonly(lines)->runs; r != NULL; r = r->next) {
            PangoGlyphItem *run = r->data;
            const double width = (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
            if (has_pictures(run->item->analysis.font)) {
                draw_picture(s, text, run, at, baseline, width);
            } else {
                cairo_move_to(s->cr, at, baseline);
                pango_cairo_show_glyph_item(s->cr, text, run);
                cairo_new_path(s->cr); /* text leaves a point, which the next line would start at */
            }
            at += width;
        }
    } while (pango_layout_iter_next_line(lines));
    pango_layout_iter_free(lines);
    s->unknown = s->unknown || pango_layout_get_unknown_glyphs_count(layout) > 0;
}

double tl_sheet_text(struct tl_sheet *s, enum tl_sheet_style style, const char *text,
                     const struct tl_sheet_cell *cell)
{
    PangoRectangle logical;
    PangoLayout *layout = lay_out(s, style, text, cell);
    pango_layout_get_extents(layout, NULL, &logical);
    if (s->draws && !cell->measure) {
        cairo_set_source_rgb(s->cr, styles[style].grey, styles[style].grey, styles[style].grey);
        draw(s, layout, cell->x, cell->y);
    }
    g_object_unref(layout);
    return (double)logical.height / PANGO_SCALE;
}

void tl_sheet_heading(struct tl_sheet *s, const char *text)
{
    s->y += 0.85 * s->size;
    tl_sheet_tag(s, "H2");
    s->y += tl_sheet_text(s, TL_SHEET_SECTION, text,
                          &(struct tl_sheet_cell){.x = s->x, .y = s->y, .width = s->width});
    tl_sheet_tag_end(s, "H2");
    s->y += 0.15 * s->size;
}

void tl_sheet_say(struct tl_sheet *s, enum tl_sheet_style style, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    tl_sheet_tag(s, "P");
    s->y += tl_sheet_text(s, style, text,
                          &(struct tl_sheet_cell){.x = s->x, .y = s->y, .width = s->width});
    tl_sheet_tag_end(s, "P");
    s->y += 0.2 * s->size;
}

void tl_sheet_item(struct tl_sheet *s, enum tl_sheet_style style, const char *text, size_t bold)
{
    if (text == NULL || text[0] == '\0')
        return;
    tl_sheet_tag(s, "LI");
    tl_sheet_text(s, style, "\xE2\x80\x93",
                  &(struct tl_sheet_cell){.x = s->x, .y = s->y, .width = ITEM_INDENT});
    s->y += tl_sheet_text(
        s, style, text,
        &(struct tl_sheet_cell){s->x + ITEM_INDENT, s->y, s->width - ITEM_INDENT, .bold = bold});
    tl_sheet_tag_end(s, "LI");
    s->y += 0.15 * s->size;
}

const char *tl_sheet_words(struct tl_sheet *s)
{
    tl_buf_putc(&s->words, '\0');
    if (s->words.failed) {
        s->failed = true;
        return "";
    }
    s->words.len--;
    return s->words.ptr;
}

void tl_sheet_say_words(struct tl_sheet *s, enum tl_sheet_style style)
{
    tl_sheet_say(s, style, tl_sheet_words(s));
    tl_buf_clear(&s->words);
}

void tl_sheet_item_words(struct tl_sheet *s, enum tl_sheet_style style, size_t bold)
{
    tl_sheet_item(s, style, tl_sheet_words(s), bold);
    tl_buf_clear(&s->words);
}

void tl_sheet_rule(struct tl_sheet *s)
{
    if (s->draws) {
        cairo_set_source_rgb(s->cr, 0.72, 0.72, 0.72);
        cairo_set_line_width(s->cr, 0.5);
        cairo_move_to(s->cr, s->x, s->y);
        cairo_line_to(s->cr, s->x + s->width, s->y);
        cairo_stroke(s->cr);
    }
    s->y += 2;
}

void tl_sheet_ink(struct tl_sheet *s, int who, double strength)
{
    static const double inks[2][3] = {{0.09, 0.24, 0.44}, {0.58, 0.37, 0.05}};
    cairo_set_source_rgb(s->cr, 1 - strength * (1 - inks[who][0]),
                         1 - strength * (1 - inks[who][1]), 1 - strength * (1 - inks[who][2]));
}
