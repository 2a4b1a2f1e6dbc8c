// Claims about all modules together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/modules.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

// A pin whose use is not declared would be checked only when its module is built.  Those that tell
// a stall are used only where an endstop_pin asks for them, and may be somebody else's otherwise.
TEST(Modules, say_what_each_pin_is_used_for) {
    for (const auto& type : all_modules())
        for (const auto& option : type.schema->options)
            EXPECT_EQ(option.kind == "pin" && !option.name.starts_with("diag"),
                      option.pin.has_value())
                << option.name;
}

}  // namespace
}  // namespace escapement::modules
