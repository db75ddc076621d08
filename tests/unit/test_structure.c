/* Tests of the logical structure: elements, slots and attributes (page/structure.h). */
#include "page/structure.h"

static void test_document_is_there_from_the_start(void)
{
    g_autoptr(RectoStructure) structure = recto_structure_new();
    g_assert_cmpuint(recto_structure_n_elements(structure), ==, 1);
    RectoElement *root = recto_structure_root(structure);
    g_assert_cmpint(root->role, ==, RECTO_ROLE_DOCUMENT);
    g_assert_null(root->parent);
    g_assert_cmpint(root->link, ==, -1);
}

static void test_slots_keep_the_order_of_the_source(void)
{
    g_autoptr(RectoStructure) structure = recto_structure_new();
    RectoElement *p = recto_element_new(structure, recto_structure_root(structure), RECTO_ROLE_P, RECTO_NO_SPAN);
    RectoSlot before = recto_element_slot(structure, p);
    RectoElement *link = recto_element_new(structure, p, RECTO_ROLE_LINK, RECTO_NO_SPAN);
    RectoSlot inside = recto_element_slot(structure, link);
    RectoSlot after = recto_element_slot(structure, p);
    g_assert_cmpuint(p->kids->len, ==, 3);
    g_assert_cmpuint(g_array_index(p->kids, RectoStructureChild, 0).slot, ==, before);
    g_assert_true(g_array_index(p->kids, RectoStructureChild, 1).element == link);
    g_assert_cmpuint(g_array_index(p->kids, RectoStructureChild, 2).slot, ==, after);
    g_assert_true(recto_slot_element(structure, before) == p);
    g_assert_true(recto_slot_element(structure, inside) == link);
    g_assert_cmpuint(recto_structure_n_slots(structure), ==, 3);
}

static void test_slot_asked_for_twice_is_the_same(void)
{
    g_autoptr(RectoStructure) structure = recto_structure_new();
    RectoElement *root = recto_structure_root(structure);
    g_assert_cmpuint(recto_element_slot(structure, root), ==, recto_element_slot(structure, root));
    g_assert_cmpuint(root->kids->len, ==, 1);
}

static void test_unknown_slot_has_no_element(void)
{
    g_autoptr(RectoStructure) structure = recto_structure_new();
    g_assert_null(recto_slot_element(structure, RECTO_SLOT_NONE));
    g_assert_null(recto_slot_element(structure, 1));
}

static void test_attributes_are_copied(void)
{
    g_autoptr(RectoStructure) structure = recto_structure_new();
    RectoElement *root = recto_structure_root(structure);
    char text[] = "text";
    recto_element_set_alt(structure, root, text);
    recto_element_set_actual(structure, root, text);
    recto_element_set_lang(structure, root, text);
    recto_element_set_note_id(structure, root, text);
    text[0] = 'n';
    g_assert_cmpstr(root->alt, ==, "text");
    g_assert_cmpstr(root->actual, ==, "text");
    g_assert_cmpstr(root->lang, ==, "text");
    g_assert_cmpstr(root->note_id, ==, "text");
    recto_element_set_alt(structure, root, NULL);
    g_assert_null(root->alt);
}

static void test_deep_headings_stay_h6(void)
{
    g_assert_cmpint(recto_role_heading(0), ==, RECTO_ROLE_H1);
    g_assert_cmpint(recto_role_heading(3), ==, RECTO_ROLE_H3);
    g_assert_cmpint(recto_role_heading(9), ==, RECTO_ROLE_H6);
    g_assert_cmpstr(recto_role_name(RECTO_ROLE_BLOCK_QUOTE), ==, "BlockQuote");
    g_assert_cmpstr(recto_role_name(RECTO_ROLE_TD), ==, "TD");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/structure/document-is-there-from-the-start", test_document_is_there_from_the_start);
    g_test_add_func("/structure/slots-keep-the-order-of-the-source", test_slots_keep_the_order_of_the_source);
    g_test_add_func("/structure/slot-asked-for-twice-is-the-same", test_slot_asked_for_twice_is_the_same);
    g_test_add_func("/structure/unknown-slot-has-no-element", test_unknown_slot_has_no_element);
    g_test_add_func("/structure/attributes-are-copied", test_attributes_are_copied);
    g_test_add_func("/structure/deep-headings-stay-h6", test_deep_headings_stay_h6);
    return g_test_run();
}
