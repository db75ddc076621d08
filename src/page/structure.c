/* Builds the tree of structure elements of a document (structure.h). */
#include "page/structure.h"

#include "base/arena.h"

struct RectoStructure {
    RectoArena *arena;
    GPtrArray *elements; /* of RectoElement*, a parent always before its kids */
    GPtrArray *slots;    /* of RectoElement*; slot n is at n − 1 */
};

RectoStructure *recto_structure_new(void)
{
    RectoStructure *structure = g_new0(RectoStructure, 1);
    structure->arena = recto_arena_new();
    structure->elements = g_ptr_array_new();
    structure->slots = g_ptr_array_new();
    recto_element_new(structure, NULL, RECTO_ROLE_DOCUMENT, RECTO_NO_SPAN);
    return structure;
}

void recto_structure_free(RectoStructure *structure)
{
    if (!structure)
        return;
    for (guint i = 0; i < structure->elements->len; i++)
        g_array_unref(recto_structure_element(structure, i)->kids);
    g_ptr_array_unref(structure->elements);
    g_ptr_array_unref(structure->slots);
    recto_arena_free(structure->arena);
    g_free(structure);
}

RectoElement *recto_structure_root(RectoStructure *structure)
{
    return recto_structure_element(structure, 0);
}

guint recto_structure_n_elements(const RectoStructure *structure)
{
    return structure->elements->len;
}

RectoElement *recto_structure_element(const RectoStructure *structure, guint id)
{
    g_return_val_if_fail(id < structure->elements->len, NULL);
    return g_ptr_array_index(structure->elements, id);
}

RectoElement *recto_element_new(RectoStructure *structure, RectoElement *parent, RectoRole role, RectoSpan span)
{
    RectoElement *element = recto_arena_new0(structure->arena, RectoElement);
    element->role = role;
    element->parent = parent;
    element->id = structure->elements->len;
    element->kids = g_array_new(FALSE, FALSE, sizeof(RectoStructureChild));
    element->span = span;
    element->link = -1;
    g_ptr_array_add(structure->elements, element);
    if (parent) {
        RectoStructureChild kid = {element, RECTO_SLOT_NONE};
        g_array_append_val(parent->kids, kid);
    }
    return element;
}

void recto_element_set_alt(RectoStructure *structure, RectoElement *element, const char *alt)
{
    element->alt = recto_arena_strndup(structure->arena, alt, -1);
}

void recto_element_set_actual(RectoStructure *structure, RectoElement *element, const char *actual)
{
    element->actual = recto_arena_strndup(structure->arena, actual, -1);
}

void recto_element_set_expansion(RectoStructure *structure, RectoElement *element, const char *expansion)
{
    element->expansion = recto_arena_strndup(structure->arena, expansion, -1);
}

void recto_element_set_lang(RectoStructure *structure, RectoElement *element, const char *lang)
{
    element->lang = recto_arena_strndup(structure->arena, lang, -1);
}

void recto_element_set_note_id(RectoStructure *structure, RectoElement *element, const char *note_id)
{
    element->note_id = recto_arena_strndup(structure->arena, note_id, -1);
}

RectoSlot recto_element_slot(RectoStructure *structure, RectoElement *element)
{
    if (element->kids->len) {
        const RectoStructureChild *last = &g_array_index(element->kids, RectoStructureChild, element->kids->len - 1);
        if (!last->element)
            return last->slot;
    }
    g_ptr_array_add(structure->slots, element);
    RectoStructureChild kid = {NULL, structure->slots->len};
    g_array_append_val(element->kids, kid);
    return kid.slot;
}

RectoElement *recto_slot_element(const RectoStructure *structure, RectoSlot slot)
{
    if (slot == RECTO_SLOT_NONE || slot > structure->slots->len)
        return NULL;
    return g_ptr_array_index(structure->slots, slot - 1);
}

guint recto_structure_n_slots(const RectoStructure *structure)
{
    return structure->slots->len;
}

const char *recto_role_name(RectoRole role)
{
    static const char *const names[RECTO_ROLE_MAX] = {
#define ROLE(id, name) [RECTO_ROLE_##id] = (name),
#include "page/roles.def"
#undef ROLE
    };
    g_return_val_if_fail((guint)role < RECTO_ROLE_MAX, "Span");
    return names[role];
}

RectoRole recto_role_heading(int level)
{
    return (RectoRole)(RECTO_ROLE_H1 + CLAMP(level, 1, 6) - 1);
}
