// Any text as a value written in Python's way: it is one, or it is said what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "template/literal.hpp"
#include "template/template.hpp"

namespace escapement::templates {
namespace {

void read_and_print(std::string_view text) {
    const auto literal = read_literal(text);
    if (!literal) {
        ASSERT(literal.error().what.find(" (column ") != std::string::npos);
        return;
    }
    base::to_json(plain_value(*literal));
    NameList names;
    names.set("x", *literal);
    const auto compiled = Template::compile("{% set y = [x] %}{y}", "fuzz");
    const auto printed = compiled->render(names, {.steps = 20'000, .memory = 1 << 20});
    if (!printed) return;  // too long
    // What Python prints of a value reads back as the same one, infinite numbers aside.
    const auto again = read_literal(*printed);
    ASSERT(again || printed->find("inf") != std::string::npos);
}

}  // namespace
}  // namespace escapement::templates

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    escapement::templates::read_and_print({reinterpret_cast<const char*>(data), size});
    return 0;
}
