// The tests of Jinja2: what stands behind `is`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/tests.hpp"

#include <array>

#include "template/compare.hpp"
#include "template/filters.hpp"
#include "template/iterate.hpp"
#include "template/methods_text_kinds.hpp"
#include "template/operators.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

Value remainder_is(Run& run, const Value& value, const Value& divisor, std::int64_t wanted) {
    const Value rest = apply(run, Operator::modulo, value, divisor);
    return Value::boolean(!run.failed() && equal(run, rest, Value::whole(wanted)));
}
Value is_odd(Run& run, const Value& value, const Given&) {
    return remainder_is(run, value, Value::whole(std::int64_t{2}), 1);
}
Value is_even(Run& run, const Value& value, const Given&) {
    return remainder_is(run, value, Value::whole(std::int64_t{2}), 0);
}
Value is_divisible(Run& run, const Value& value, const Given& given) {
    return remainder_is(run, value, given[0], 0);
}

template <Kind kind>
Value is_of_kind(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(kind));
}
Value is_defined(Run&, const Value& value, const Given&) {
    return Value::boolean(!value.is(Kind::undefined));
}
Value is_true(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(Kind::boolean) && value.as_boolean());
}
Value is_false(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(Kind::boolean) && !value.as_boolean());
}
Value is_an_integer(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is_integer() && !value.is(Kind::boolean));
}
Value is_any_number(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is_number());
}
Value is_filter_name(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(Kind::text) && find_filter(value.as_text()) != nullptr);
}
Value is_test_name(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(Kind::text) && find_test(value.as_text()) != nullptr);
}
Value is_lower_case(Run& run, const Value& value, const Given&) {
    return Value::boolean(is_all_lower(str(run, value)));
}
Value is_upper_case(Run& run, const Value& value, const Given&) {
    return Value::boolean(is_all_upper(str(run, value)));
}
Value is_mapping(Run&, const Value& value, const Given&) {
    return Value::boolean(value.is(Kind::dict) ||
                          (value.is(Kind::entity) && value.as_entity().is_mapping()));
}
Value is_a_sequence(Run& run, const Value& value, const Given&) {
    if (value.is(Kind::entity)) return Value::boolean(value.as_entity().length(run).has_value());
    return Value::boolean(!value.is(Kind::view) && size_of(run, value).has_value());
}
Value is_an_iterable(Run& run, const Value& value, const Given&) {
    return Value::boolean(is_iterable(run, value));
}
Value is_callable(Run&, const Value& value, const Given&) {
    const bool undefined = value.is(Kind::undefined);  // it has a __call__, if only to fail
    return Value::boolean(undefined || (value.is(Kind::entity) && value.as_entity().callable()));
}
Value is_the_same(Run&, const Value& value, const Given& given) {
    return Value::boolean(value.same_as(given[0]));
}
Value is_escaped(Run&, const Value&, const Given&) {
    return Value::boolean(false);
}
Value is_in(Run& run, const Value& value, const Given& given) {
    return Value::boolean(contains(run, given[0], value));
}
Value is_equal(Run& run, const Value& value, const Given& given) {
    return Value::boolean(equal(run, value, given[0]));
}
Value is_unequal(Run& run, const Value& value, const Given& given) {
    return Value::boolean(!equal(run, value, given[0]));
}
template <Order order>
Value is_ordered(Run& run, const Value& value, const Given& given) {
    return Value::boolean(ordered(run, order, value, given[0]));
}

constexpr std::array all_tests{
    Native{"defined", "/", is_defined},
    Native{"undefined", "/", is_of_kind<Kind::undefined>},
    Native{"none", "/", is_of_kind<Kind::none>},
    Native{"boolean", "/", is_of_kind<Kind::boolean>},
    Native{"true", "/", is_true},
    Native{"false", "/", is_false},
    Native{"integer", "/", is_an_integer},
    Native{"float", "/", is_of_kind<Kind::real>},
    Native{"number", "/", is_any_number},
    Native{"string", "/", is_of_kind<Kind::text>},
    Native{"mapping", "/", is_mapping},
    Native{"sequence", "/", is_a_sequence},
    Native{"iterable", "/", is_an_iterable},
    Native{"callable", "/", is_callable},
    Native{"odd", "/", is_odd},
    Native{"even", "/", is_even},
    Native{"divisibleby", "num", is_divisible},
    Native{"lower", "/", is_lower_case},
    Native{"upper", "/", is_upper_case},
    Native{"filter", "/", is_filter_name},
    Native{"test", "/", is_test_name},
    Native{"sameas", "other", is_the_same},
    Native{"escaped", "/", is_escaped},
    Native{"in", "seq", is_in},
    Native{"==", "/other", is_equal},
    Native{"eq", "/other", is_equal},
    Native{"equalto", "/other", is_equal},
    Native{"!=", "/other", is_unequal},
    Native{"ne", "/other", is_unequal},
    Native{"<", "/other", is_ordered<Order::less>},
    Native{"lt", "/other", is_ordered<Order::less>},
    Native{"lessthan", "/other", is_ordered<Order::less>},
    Native{"<=", "/other", is_ordered<Order::at_most>},
    Native{"le", "/other", is_ordered<Order::at_most>},
    Native{">", "/other", is_ordered<Order::greater>},
    Native{"gt", "/other", is_ordered<Order::greater>},
    Native{"greaterthan", "/other", is_ordered<Order::greater>},
    Native{">=", "/other", is_ordered<Order::at_least>},
    Native{"ge", "/other", is_ordered<Order::at_least>},
};

}  // namespace

const Native* find_test(std::string_view name) {
    return find_native(all_tests, name);
}

}  // namespace escapement::templates
