// Any text as a template: it prints something or says what is wrong, within its limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "template/template.hpp"

namespace escapement::templates {
namespace {

constexpr std::size_t most_output = 20'000;

base::Value sample() {
    base::Value machine;
    machine["toolhead"]["position"] = base::Value::List{1.5, -2.0, 0.2, 0.0};
    machine["toolhead"]["homed_axes"] = "xyz";
    machine["extruder"]["temperature"] = 204.87;
    machine["count"] = 3;
    machine["nothing"] = base::Value();
    return machine;
}

void evaluate(std::string_view source) {
    const auto compiled = Template::compile(source, "fuzz");
    if (!compiled) {
        ASSERT(compiled.error().what.starts_with("Error loading template 'fuzz'"));
        return;
    }
    NameList names;
    names.set("printer", sample());
    names.set("params", base::Value(base::Value::Table{{"X", "10"}, {"NAME", "Grüße"}}));
    names.set("x", 5);
    names.set("l", base::Value(base::Value::List{3, 1.5, "b", "a"}));
    const Limits limits{.steps = 20'000, .memory = 1 << 20, .output = most_output};
    const auto printed = compiled->render(names, limits);
    if (printed) ASSERT(printed->size() <= most_output);
    if (!printed) ASSERT(printed.error().what.starts_with("Error evaluating 'fuzz': "));
    const auto again = compiled->render(names, limits);
    ASSERT(static_cast<bool>(printed) == static_cast<bool>(again));
    if (printed) ASSERT(*printed == *again);
}

}  // namespace
}  // namespace escapement::templates

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    escapement::templates::evaluate({reinterpret_cast<const char*>(data), size});
    return 0;
}
