// Field by field; a field of another kind than expected is as good as absent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/moonraker_status.hpp"

#include <algorithm>
#include <array>

#include "client/json_text.hpp"

namespace escapement::client {

namespace {

using base::Value;

constexpr std::size_t max_followed = 64;
constexpr std::size_t max_mesh_rows = 100;

bool is_followed(std::string_view name) {
    constexpr std::array whole{"webhooks",
                               "print_stats",
                               "virtual_sdcard",
                               "display_status",
                               "gcode_move",
                               "toolhead",
                               "heater_bed",
                               "fan",
                               "bed_mesh"};
    constexpr std::array front{
        "extruder", "heater_generic ", "temperature_sensor ", "temperature_fan "};
    return std::find(whole.begin(), whole.end(), name) != whole.end() ||
           std::any_of(front.begin(), front.end(), [&](const char* begin) {
               return name.starts_with(begin) && !name.starts_with("extruder_stepper");
           });
}

void take(std::optional<double>& known, const Value* told) {
    if (const auto number = number_in(told)) known = number;
}

void take_heater(Heater& known, const Value& told) {
    take(known.celsius, below(&told, "temperature"));
    take(known.target, below(&told, "target"));
    take(known.power, below(&told, "power"));
}

// 0 of "extruder", 2 of "extruder2".
std::optional<std::size_t> hotend_number(std::string_view name) {
    if (!name.starts_with("extruder")) return std::nullopt;
    name.remove_prefix(8);
    if (name.empty()) return 0;
    constexpr std::size_t most = 16;
    std::size_t number = 0;
    for (const char c : name) {
        if (c < '0' || c > '9' || number >= most) return std::nullopt;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number < most ? std::optional(number) : std::nullopt;
}

Heater& sensor(Snapshot& known, const std::string& name) {
    for (auto& sensor : known.sensors)
        if (sensor.name == name) return sensor.heater;
    return known.sensors.emplace_back(NamedHeater{name, {}}).heater;
}

void take_heaters(const std::string& name, const Value& told, Snapshot& known) {
    if (const auto number = hotend_number(name)) {
        if (known.hotends.size() <= *number) known.hotends.resize(*number + 1);
        return take_heater(known.hotends[*number], told);
    }
    if (name == "heater_bed") {
        if (!known.bed) known.bed.emplace();
        return take_heater(*known.bed, told);
    }
    const auto blank = name.find(' ');
    if (blank == std::string::npos) return;
    const auto own_name = name.substr(blank + 1);
    if (own_name != "chamber") return take_heater(sensor(known, own_name), told);
    if (!known.chamber) known.chamber.emplace();
    take_heater(*known.chamber, told);
}

std::optional<double> entry(const Value* list, std::size_t index) {
    const auto* entries = list ? list->as<Value::List>() : nullptr;
    return entries && index < entries->size() ? number_in(&(*entries)[index]) : std::nullopt;
}

void take_gcode_move(const Value& told, Snapshot& known) {
    take(known.feed_rate, below(&told, "speed_factor"));
    take(known.flow, below(&told, "extrude_factor"));
    if (const auto offset = entry(below(&told, "homing_origin"), 2)) known.babystep = offset;
    const auto* position = below(&told, "gcode_position");
    if (!position) return;
    known.position = {
        entry(position, 0), entry(position, 1), entry(position, 2), entry(position, 3)};
}

void take_toolhead(const Value& told, Snapshot& known) {
    if (const auto homed = text_in(below(&told, "homed_axes"))) known.homed = homed;
    if (const auto extruder = text_in(below(&told, "extruder")))
        if (const auto number = hotend_number(*extruder)) known.tool = static_cast<int>(*number);
}

std::optional<int> whole_in(const Value* told) {
    const auto number = number_in(told);
    constexpr double most = 1e9;
    return number && *number >= 0.0 && *number < most ? std::optional(static_cast<int>(*number))
                                                      : std::nullopt;
}

JobState job_state(const std::string& state) {
    constexpr std::array<std::pair<std::string_view, JobState>, 6> states{{
        {"standby", JobState::idle},
        {"printing", JobState::printing},
        {"paused", JobState::paused},
        {"complete", JobState::finished},
        {"cancelled", JobState::cancelled},
        {"error", JobState::failed},
    }};
    for (const auto& [name, meaning] : states)
        if (name == state) return meaning;
    return JobState::idle;
}

Job& job_of(Snapshot& known) {
    if (!known.job) known.job = Job{.source = JobSource::server};
    return *known.job;
}

void take_print_stats(const Value& told, Snapshot& known) {
    auto& job = job_of(known);
    if (const auto state = text_in(below(&told, "state"))) job.state = job_state(*state);
    if (const auto name = text_in(below(&told, "filename"))) job.name = *name;
    if (const auto why = text_in(below(&told, "message")))
        job.trouble = job.state == JobState::failed ? *why : "";
    take(job.elapsed_s, below(&told, "print_duration"));
    // The next print may know of no layers.
    const auto* info = below(&told, "info");
    if (below(info, "current_layer")) job.layer = whole_in(below(info, "current_layer"));
    if (below(info, "total_layer")) job.layers = whole_in(below(info, "total_layer"));
}

void take_webhooks(const Value& told, Snapshot& known) {
    const auto state = text_in(below(&told, "state"));
    if (!state) return;
    known.halted = *state == "ready" ? "" : text_in(below(&told, "state_message")).value_or(*state);
    std::replace(known.halted.begin(), known.halted.end(), '\n', ' ');
}

void take_mesh(const Value& told, Snapshot& known) {
    known.abilities.mesh = true;
    const auto* rows = below(&told, "probed_matrix");
    const auto* list = rows ? rows->as<Value::List>() : nullptr;
    if (!list) return;
    Mesh mesh{.name = text_in(below(&told, "profile_name")).value_or("")};
    mesh.min_x = entry(below(&told, "mesh_min"), 0);
    mesh.min_y = entry(below(&told, "mesh_min"), 1);
    mesh.max_x = entry(below(&told, "mesh_max"), 0);
    mesh.max_y = entry(below(&told, "mesh_max"), 1);
    for (const auto& row : *list) {
        const auto* heights = row.as<Value::List>();
        if (!heights || heights->empty() || mesh.rows.size() >= max_mesh_rows) continue;
        mesh.rows.emplace_back();
        for (const auto& height : *heights)
            mesh.rows.back().push_back(number_in(&height).value_or(0.0));
    }
    known.mesh.reset();
    if (!mesh.rows.empty()) known.mesh = std::move(mesh);
}

}  // namespace

std::vector<std::string> followed_objects(const Value& all_names) {
    std::vector<std::string> names;
    const auto* list = all_names.as<Value::List>();
    if (!list) return names;
    for (const auto& entry : *list)
        if (const auto name = text_in(&entry); name && is_followed(*name))
            if (names.size() < max_followed) names.push_back(*name);
    return names;
}

void take_status(const Value& status, Snapshot& known) {
    const auto* objects = status.as<Value::Table>();
    if (!objects) return;
    for (const auto& [name, told] : *objects) {
        if (!is_followed(name)) continue;
        if (name == "webhooks") take_webhooks(told, known);
        if (name == "print_stats") take_print_stats(told, known);
        if (name == "gcode_move") take_gcode_move(told, known);
        if (name == "toolhead") take_toolhead(told, known);
        if (name == "bed_mesh") take_mesh(told, known);
        if (name == "fan") take(known.fan, below(&told, "speed"));
        if (name == "virtual_sdcard") take(job_of(known).progress, below(&told, "progress"));
        if (const auto* message = below(&told, "message"); message && name == "display_status")
            known.message = text_in(message).value_or("");
        take_heaters(name, told, known);
    }
}

void estimate_left(Job& job, std::optional<double> estimate_s) {
    job.left_s.reset();
    const double progress = job.progress.value_or(0.0);
    if (job.state != JobState::printing && job.state != JobState::paused) return;
    constexpr double least_progress = 0.02;
    if (estimate_s)
        job.left_s = *estimate_s * (1.0 - std::clamp(progress, 0.0, 1.0));
    else if (job.elapsed_s && progress > least_progress)
        job.left_s = *job.elapsed_s / progress * (1.0 - progress);
}

}  // namespace escapement::client
