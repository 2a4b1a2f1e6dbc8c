// Values behave as Python's: equality, order, hashes, looking up, calling.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/filters.hpp"
#include "template/filters_choice.hpp"
#include "template/filters_number.hpp"
#include "template/filters_sequence.hpp"
#include "template/filters_text.hpp"
#include "template/globals.hpp"
#include "template/iterate.hpp"
#include "template/lookup.hpp"
#include "template/methods.hpp"
#include "template/methods_items.hpp"
#include "template/methods_text.hpp"
#include "template/methods_text_kinds.hpp"
#include "template/native.hpp"
#include "template/operators.hpp"
#include "template/print.hpp"
#include "template/run.hpp"
#include "template/tests.hpp"
#include "template/value.hpp"

namespace escapement::templates {
namespace {

Value whole(std::int64_t value) {
    return Value::whole(value);
}

class Values : public ::testing::Test {
  protected:
    const Limits limits;
    templates::Run run{limits};
};

TEST_F(Values, have_the_methods_behind_brackets_that_suit_them) {
    for (const Kind kind : {Kind::list, Kind::dict}) {
        EXPECT_NE(find_item_method(kind, "__setitem__"), nullptr);
        EXPECT_NE(find_item_method(kind, "__delitem__"), nullptr);
    }
    for (const Kind kind : {Kind::tuple, Kind::text}) {
        EXPECT_NE(find_item_method(kind, "__getitem__"), nullptr);
        EXPECT_EQ(find_item_method(kind, "__setitem__"), nullptr);
    }
    EXPECT_EQ(find_item_method(Kind::dict, "__class__"), nullptr);
    EXPECT_EQ(find_item_method(Kind::whole, "__len__"), nullptr);
}

TEST_F(Values, numbers_are_equal_whatever_their_type) {
    EXPECT_TRUE(equal(run, whole(1), Value::real(1)));
    EXPECT_TRUE(equal(run, Value::boolean(true), whole(1)));
    EXPECT_EQ(hash_of(run, whole(7)), hash_of(run, Value::real(7)));
    EXPECT_FALSE(equal(run, whole(9007199254740993), Value::real(9007199254740992)));
    EXPECT_TRUE(less(run, Value::real(9007199254740992), whole(9007199254740993)));
    EXPECT_FALSE(equal(run, Value::text("1"), whole(1)));
}

TEST_F(Values, lists_and_tuples_are_never_equal) {
    const Value items = run.list();
    run.append(items.as_list(), whole(1));

    EXPECT_TRUE(equal(run, items, to_list(run, items)));
    EXPECT_FALSE(equal(run, items, run.tuple({whole(1)})));
}

TEST_F(Values, a_dict_keeps_its_order_and_finds_its_keys) {
    const Value made = new_dict(run);
    Dict& dict = made.as_dict();
    for (std::int64_t i = 0; i < 1000; ++i) put(run, dict, whole(i * 7919 % 1000), whole(i));
    for (std::int64_t i = 0; i < 1000; i += 3) take_out(run, dict, whole(i));

    EXPECT_EQ(dict.size, 666U);
    EXPECT_EQ(find(run, dict, whole(3)), nullptr);
    EXPECT_TRUE(equal(run, *find(run, dict, Value::real(919)), whole(1)));
    EXPECT_EQ(dict.entries[0].key.as_whole(), 919);
}

TEST_F(Values, lists_are_no_keys) {
    put(run, new_dict(run).as_dict(), run.list(), whole(1));

    EXPECT_EQ(run.failure().message, "unhashable type: 'list'");
}

TEST_F(Values, a_range_knows_its_size_and_items) {
    const Range down{10, 0, -3};
    EXPECT_EQ(down.size(), 4U);
    EXPECT_EQ(down.at(3), 1);
    EXPECT_TRUE(contains(run, Value::range(&down), whole(4)));
    EXPECT_FALSE(contains(run, Value::range(&down), whole(5)));
    EXPECT_EQ((Range{INT64_MIN, INT64_MAX, 1}.size()), UINT64_MAX);
    EXPECT_EQ((Range{0, 10, INT64_MIN}.size()), 0U);
}

TEST_F(Values, slices_go_backwards_too) {
    const Value text = Value::text("abcdef");
    EXPECT_EQ(slice(run, text, {whole(-2), {}, whole(-2)}).as_text(), "eca");
    EXPECT_EQ(slice(run, text, {whole(1), whole(-1), {}}).as_text(), "bcde");
    EXPECT_EQ(slice(run, text, {whole(INT64_MIN), whole(INT64_MAX), whole(INT64_MAX)}).as_text(),
              "a");
    EXPECT_EQ(slice(run, text, {{}, {}, whole(INT64_MIN)}).as_text(), "f");
}

TEST_F(Values, arguments_find_their_places_by_name) {
    const NamedArgument named{"method", Value::text("floor")};

    const Value result = invoke(run, *find_filter("round"), Value::real(2.7), {{}, {&named, 1}});

    EXPECT_EQ(result.as_real(), 2.0);
}

TEST_F(Values, an_argument_too_many_is_told) {
    const std::vector<Value> three(3, whole(1));

    invoke(run, *find_filter("round"), Value::real(1), {three, {}});

    EXPECT_EQ(run.failure().message, "round() takes at most 2 arguments but 3 were given");
}

TEST_F(Values, every_filter_and_test_is_found_by_its_name) {
    for (const auto natives :
         {text_filters(), number_filters(), sequence_filters(), choice_filters()})
        for (const Native& native : natives) EXPECT_EQ(find_filter(native.name), &native);
    EXPECT_EQ(find_filter("nothing"), nullptr);
    EXPECT_NE(find_test("divisibleby"), nullptr);
    EXPECT_EQ(find_test("nothing"), nullptr);
}

TEST_F(Values, methods_of_text_are_found_in_both_lists) {
    EXPECT_NE(find_text_method("split"), nullptr);
    EXPECT_NE(find_text_kind_method("isdigit"), nullptr);
    EXPECT_FALSE(method(run, Value::text("x"), "nothing").given());
    EXPECT_TRUE(is_all_upper("A1"));
    EXPECT_FALSE(is_all_lower("1"));
}

TEST_F(Values, only_a_namespace_can_be_assigned_to) {
    const Value made = call(run, global(run, "namespace"), {});

    EXPECT_EQ(made.as_entity().type_name(), namespace_type);
    EXPECT_TRUE(made.as_entity().assign(run, "x", whole(1)));
    EXPECT_EQ(attribute(run, made, "x").as_whole(), 1);
}

TEST_F(Values, the_first_failure_counts) {
    apply(run, Operator::divide, whole(1), whole(0));
    apply(run, Operator::add, whole(1), Value::text("x"));

    EXPECT_EQ(run.failure().message, "division by zero");
    EXPECT_EQ(fault_name(run.failure().fault), "ZeroDivisionError");
}

TEST_F(Values, print_as_python_does) {
    EXPECT_EQ(repr(run, run.tuple({whole(1)})), "(1,)");
    EXPECT_EQ(str(run, Value::text("it's")), "it's");
    EXPECT_EQ(repr(run, Value::text("it's")), "\"it's\"");
    EXPECT_EQ(str(run, run.undefined("x")), "");
}

}  // namespace
}  // namespace escapement::templates
