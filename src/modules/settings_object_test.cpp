// Tests of settings as templates see them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/settings_object.hpp"

#include <gtest/gtest.h>

#include "template/template.hpp"

namespace escapement::modules {
namespace {

using base::Value;

TEST(SettingsObject, is_a_mapping_of_mappings_whose_lists_are_tuples) {
    const Value settings(Value::Table{
        {"fan", Value::Table{{"pin", "PA1"}, {"speeds", Value::List{0.5, Value::List{1, true}}}}},
        {"empty", Value::Table{}}});
    SettingsObject object(settings);
    templates::NameList names;
    names.set("s", &object);

    const auto printed = templates::Template::compile(
                             "{s.fan.speeds} {s['fan'].pin} {'fan' in s} {s.nothing is defined} "
                             "{s|list} {s.empty|length} {s.fan}",
                             "t")
                             ->render(names);

    EXPECT_EQ(*printed,
              "(0.5, (1, True)) PA1 True False ['fan', 'empty'] 0 {'pin': 'PA1', 'speeds': (0.5, "
              "(1, True))}");
}

}  // namespace
}  // namespace escapement::modules
