// What must hold of pprint beyond what real Jinja2 has told: see testdata for the layout.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/pretty_print.hpp"

#include <gtest/gtest.h>

#include "template/dict.hpp"

namespace escapement::templates {
namespace {

std::string shown(Run& run, const Value& value) {
    Writer to(run);
    pretty_print(run, to, value);
    return to.take();
}

TEST(PrettyPrint, keeps_what_fits_into_80_characters_on_its_line) {
    const Limits limits;
    templates::Run run(limits);
    const std::string fits(35, 'x'), beyond(36, 'x');
    const Value list = run.list();
    run.append(list.as_list(), run.text(fits));
    run.append(list.as_list(), run.text(fits));
    EXPECT_EQ(shown(run, list).find('\n'), std::string::npos);

    run.append(list.as_list(), run.text(beyond));

    EXPECT_EQ(shown(run, list), "['" + fits + "',\n '" + fits + "',\n '" + beyond + "']");
}

TEST(PrettyPrint, ends_at_the_limits_of_the_evaluation) {
    Limits few;
    few.steps = 50;
    templates::Run run(few);
    const Value list = run.list();
    for (int i = 0; i < 100; ++i) run.append(list.as_list(), Value::none());

    shown(run, list);

    EXPECT_TRUE(run.failed());
    EXPECT_EQ(run.failure().fault, Fault::limit);
}

TEST(PrettyPrint, does_not_follow_a_list_in_itself_for_ever) {
    const Limits limits;
    templates::Run run(limits);
    const Value list = run.list();
    run.append(list.as_list(), list);

    shown(run, list);

    EXPECT_TRUE(run.failed());
}

}  // namespace
}  // namespace escapement::templates
