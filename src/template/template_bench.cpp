// How long a typical start macro takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

constexpr std::string_view start_macro = R"({% set BED = params.BED|default(60)|float %}
{% set HOT = params.EXTRUDER|default(210)|float %}
{% set park = printer["gcode_macro PARK"] %}
{% set max_z = printer.toolhead.axis_maximum[2]|float %}
{% set z = [printer.toolhead.position[2] + park.z_hop, max_z]|min %}
M140 S{BED}
M104 S{HOT * 0.6}
{% if printer.toolhead.homed_axes != "xyz" %}
G28
{% endif %}
G90
G1 Z{z} F900
{% for i in range(4) %}
G1 X{ 10 + loop.index0 * 0.8 } Y{ 20 if loop.index is odd else 120 } E{ "%.3f" % (i * 1.25) } F1500
{% endfor %}
{% if params.MATERIAL|default("PLA")|upper in ["PETG", "ABS"] %}
SET_PRESSURE_ADVANCE ADVANCE={ {"PETG": 0.055, "ABS": 0.045}[params.MATERIAL|upper] }
{% endif %}
M190 S{BED}
M109 S{HOT}
G92 E0
)";

NameList variables() {
    base::Value printer;
    printer["toolhead"]["position"] = base::Value::List{10.0, 20.5, 0.2, 0.0};
    printer["toolhead"]["axis_maximum"] = base::Value::List{350.0, 350.0, 340.0, 0.0};
    printer["toolhead"]["homed_axes"] = "xyz";
    printer["gcode_macro PARK"]["z_hop"] = 10;
    NameList names;
    names.set("printer", printer);
    names.set("params",
              base::Value(
                  base::Value::Table{{"BED", "60"}, {"EXTRUDER", "215.5"}, {"MATERIAL", "PETG"}}));
    return names;
}

void compile_start_macro(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Template::compile(start_macro, "START"));
}
BENCHMARK(compile_start_macro);

void evaluate_start_macro(benchmark::State& state) {
    const auto compiled = Template::compile(start_macro, "START");
    const NameList names = variables();
    for (auto _ : state) benchmark::DoNotOptimize(compiled->render(names));
}
BENCHMARK(evaluate_start_macro);

void evaluate_hundred_thousand_steps(benchmark::State& state) {
    const auto compiled = Template::compile(
        "{% set ns = namespace(a=0) %}{% for i in range(10000) %}"
        "{% set ns.a = ns.a + i * 2 %}{% endfor %}{ ns.a }",
        "LOOP");
    for (auto _ : state) benchmark::DoNotOptimize(compiled->render(NameList()));
}
BENCHMARK(evaluate_hundred_thousand_steps);

}  // namespace
}  // namespace escapement::templates
