// Temperatures, fan, speed, progress and time on four rows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_builtin.hpp"

#include <array>

namespace escapement::modules {
namespace {

constexpr std::string_view heater_text = R"(
{%- set name = param_heater_name -%}
{%- if name in printer -%}
{%- set heater = printer[name] -%}
{%- if name != 'heater_bed' -%} ~extruder~
{%- elif heater.target -%} ~bed_heat{ 1 + printer.toolhead.estimated_print_time|int % 2 }~
{%- else -%} ~bed~ {%- endif -%}
{ '%3d' % heater.temperature|round|int }
{%- if heater.target -%} ~right_arrow~{ '%d' % heater.target|round|int } {%- endif -%}
~degrees~
{%- endif -%})";

constexpr std::string_view fan_text = R"(
{%- if 'fan' in printer -%}
{%- set speed = printer.fan.speed -%}
{%- if speed -%} ~fan{ 1 + printer.toolhead.estimated_print_time|int % 2 }~
{%- else -%} ~fan1~ {%- endif -%}
{ '%3d%%' % (speed * 100)|round|int }
{%- endif -%})";

constexpr std::string_view time_text = R"(
{%- if 'idle_timeout' in printer -%}
{%- set minutes = (printer.idle_timeout.printing_time / 60)|int -%}
{ '%02d:%02d' % (minutes // 60, minutes % 60) }
{%- endif -%})";

constexpr std::string_view status_text = R"(
{%- if 'display_status' in printer and printer.display_status.message -%}
{ printer.display_status.message }
{%- elif 'idle_timeout' in printer and printer.idle_timeout.state == 'Printing' -%}
{ 'X%d Y%d Z%.2f' % (printer.gcode_move.gcode_position.x|int,
                     printer.gcode_move.gcode_position.y|int,
                     printer.gcode_move.gcode_position.z) }
{%- else -%} Ready {%- endif -%})";

constexpr std::array<BuiltinTemplate, 4> templates_list{
    {{"_heater_temperature", "param_heater_name", "'extruder'", heater_text},
     {"_fan_speed", "", "", fan_text},
     {"_printing_time", "", "", time_text},
     {"_print_status", "", "", status_text}}};

constexpr std::string_view extruder_item =
    "{ render('_heater_temperature', param_heater_name='extruder') }";
constexpr std::string_view second_extruder_item =
    "{ render('_heater_temperature', param_heater_name='extruder1') }";
constexpr std::string_view bed_item =
    "{ render('_heater_temperature', param_heater_name='heater_bed') }";
constexpr std::string_view fan_item = "{ render('_fan_speed') }";
constexpr std::string_view time_item = "{ '%6s' % render('_printing_time') }";
constexpr std::string_view status_item = "{ render('_print_status') }";
constexpr std::string_view speed_item =
    "~feedrate~{ '%3d%%' % (printer.gcode_move.speed_factor * 100)|round|int }";
constexpr std::string_view progress_item =
    "{% if 'display_status' in printer %}"
    "{ '%3d%%' % (printer.display_status.progress * 100)|int }{% endif %}";
constexpr std::string_view bar_item =
    "{% if 'display_status' in printer %}"
    "{ draw_progress_bar(2, 0, 10, printer.display_status.progress) }{% endif %}";

constexpr std::array<BuiltinItem, 23> items_list{{
    {"_default_16x4", "extruder", 0, 0, extruder_item},
    {"_default_16x4", "fan", 0, 10, fan_item},
    {"_default_16x4", "heater_bed", 1, 0, bed_item},
    {"_default_16x4", "speed_factor", 1, 10, speed_item},
    {"_default_16x4", "print_progress", 2, 2, progress_item},
    {"_default_16x4", "progress_bar", 2, 1, bar_item},
    {"_default_16x4", "printing_time", 2, 10, time_item},
    {"_default_16x4", "print_status", 3, 0, status_item},
    {"_multiextruder_16x4", "extruder", 0, 0, extruder_item},
    {"_multiextruder_16x4", "fan", 0, 10, fan_item},
    {"_multiextruder_16x4", "extruder1", 1, 0, second_extruder_item},
    {"_multiextruder_16x4", "print_progress", 1, 11, progress_item},
    {"_multiextruder_16x4", "heater_bed", 2, 0, bed_item},
    {"_multiextruder_16x4", "printing_time", 2, 10, time_item},
    {"_multiextruder_16x4", "print_status", 3, 0, status_item},
    {"_default_20x4", "extruder", 0, 0, extruder_item},
    {"_default_20x4", "heater_bed", 0, 10, bed_item},
    {"_default_20x4", "extruder1", 1, 0, second_extruder_item},
    {"_default_20x4", "fan", 1, 10, fan_item},
    {"_default_20x4", "speed_factor", 2, 0, speed_item},
    {"_default_20x4", "print_progress", 2, 8, progress_item},
    {"_default_20x4", "printing_time", 2, 14, time_item},
    {"_default_20x4", "print_status", 3, 0, status_item},
}};

constexpr std::string_view nozzle = R"(
................ .....******..... ....********.... ....********....
....********.... .....******..... .....******..... ....********....
....********.... ....********.... .....******..... ......****......
.......**....... .......**....... ................ ................)";
constexpr std::string_view plate = R"(
................ ................ ................ ................
................ ................ ................ ................
................ ................ .**************. .**************.
.**..........**. .**..........**. ................ ................)";
constexpr std::string_view plate_warm = R"(
................ ..*....*....*... ...*....*....*.. ...*....*....*..
..*....*....*... .*....*....*.... .*....*....*.... ..*....*....*...
................ ................ .**************. .**************.
.**..........**. .**..........**. ................ ................)";
constexpr std::string_view plate_warmer = R"(
................ ...*....*....*.. ..*....*....*... ..*....*....*...
...*....*....*.. ....*....*....*. ....*....*....*. ...*....*....*..
................ ................ .**************. .**************.
.**..........**. .**..........**. ................ ................)";
constexpr std::string_view fan_upright = R"(
................ .......***...... ......*****..... ......*****.....
.......***...... .......**....... .**....*....**.. .****.***.*****.
.*****.***.****. ..**....*....**. .......**....... ......***.......
.....*****...... .....*****...... ......***....... ................)";
constexpr std::string_view fan_turned = R"(
................ ..***......***.. .*****....*****. .*****....*****.
..****....****.. ...***....***... ................ .......**.......
.......**....... ................ ...***....***... ..****....****..
.*****....*****. .*****....*****. ..***......***.. ................)";
constexpr std::string_view arrows = R"(
................ ................ ..**....**...... ...**....**.....
....**....**.... .....**....**... ......**....**.. .......**....**.
......**....**.. .....**....**... ....**....**.... ...**....**.....
..**....**...... ................ ................ ................)";

constexpr std::string_view small_nozzle = ".***. ***** ***** .***. ***** .***. ..*.. .....";
constexpr std::string_view small_plate = "..... ..... ..... ..... ..... ***** *...* .....";
constexpr std::string_view small_warm = ".*.*. *.*.. .*.*. *.*.. ..... ***** *...* .....";
constexpr std::string_view small_fan = "..... **..* .**.* ..*.. *.**. *..** ..... .....";
constexpr std::string_view small_arrows = "*.*.. .*.*. ..*.* .*.*. *.*.. ..... ..... .....";
constexpr std::string_view small_clock = "..... .***. *.*.* *.*** *...* .***. ..... .....";

constexpr std::array<BuiltinGlyph, 9> glyphs_list{{
    {"extruder", nozzle, 0, small_nozzle},
    {"bed", plate, 1, small_plate},
    {"bed_heat1", plate_warm, 2, small_warm},
    {"bed_heat2", plate_warmer, 2, small_warm},
    {"fan1", fan_upright, 3, small_fan},
    {"fan2", fan_turned, 3, small_fan},
    {"fan", "", 3, small_fan},
    {"feedrate", arrows, 4, small_arrows},
    {"clock", "", 5, small_clock},
}};

}  // namespace

std::span<const BuiltinItem> builtin_items() {
    return items_list;
}
std::span<const BuiltinTemplate> builtin_templates() {
    return templates_list;
}
std::span<const BuiltinGlyph> builtin_glyphs() {
    return glyphs_list;
}

}  // namespace escapement::modules
