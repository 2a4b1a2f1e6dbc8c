// One entry for each thing that is known.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/snapshot_json.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace escapement::client {

namespace {

using base::Value;

template <class T>
void put(Value& table, std::string_view key, const std::optional<T>& value) {
    if (value) table[key] = Value(*value);
}

void put_text(Value& table, std::string_view key, const std::string& text) {
    if (!text.empty()) table[key] = Value(text);
}

Value heater_value(const Heater& heater) {
    Value table{Value::Table{}};
    put(table, "celsius", heater.celsius);
    put(table, "target", heater.target);
    put(table, "power", heater.power);
    return table;
}

Value job_value(const Job& job) {
    constexpr std::array sources{"card", "host", "server"};
    Value table{Value::Table{}};
    table["state"] = Value(state_name(job.state));
    table["source"] = Value(sources[static_cast<std::size_t>(job.source)]);
    put_text(table, "name", job.name);
    put(table, "progress", job.progress);
    put(table, "done", job.done);
    put(table, "total", job.total);
    put(table, "elapsed_s", job.elapsed_s);
    put(table, "left_s", job.left_s);
    put(table, "layer", job.layer);
    put(table, "layers", job.layers);
    put_text(table, "trouble", job.trouble);
    return table;
}

Value files_value(const std::vector<File>& files) {
    Value::List list;
    for (const auto& file : files) {
        Value table{Value::Table{}};
        table["path"] = Value(file.path);
        table["name"] = Value(file.name);
        put(table, "size", file.size);
        put(table, "estimate_s", file.estimate_s);
        list.push_back(std::move(table));
    }
    return list;
}

Value position_value(const Position& position) {
    Value table{Value::Table{}};
    put(table, "x", position.x);
    put(table, "y", position.y);
    put(table, "z", position.z);
    put(table, "e", position.e);
    return table;
}

void put_heaters(Value& table, const Snapshot& known) {
    Value::List hotends;
    for (const auto& hotend : known.hotends) hotends.push_back(heater_value(hotend));
    if (!hotends.empty()) table["hotends"] = Value(std::move(hotends));
    put(table, "tool", known.tool);
    if (known.bed) table["bed"] = heater_value(*known.bed);
    if (known.chamber) table["chamber"] = heater_value(*known.chamber);
    for (const auto& sensor : known.sensors)
        table["sensors"][sensor.name] = heater_value(sensor.heater);
}

}  // namespace

std::string_view state_name(JobState state) {
    constexpr std::array<std::string_view, 8> names{
        "idle", "printing", "pausing", "paused", "cancelling", "finished", "cancelled", "failed"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view link_name(Link link) {
    constexpr std::array<std::string_view, 6> names{
        "closed", "searching", "opening", "listening", "asking", "online"};
    return names[static_cast<std::size_t>(link)];
}

base::Value snapshot_value(const Snapshot& known) {
    Value table{Value::Table{}};
    table["link"] = Value(link_name(known.link));
    put_text(table, "where", known.where);
    put_text(table, "trouble", known.trouble);
    put_text(table, "halted", known.halted);
    put_text(table, "firmware", known.firmware);
    put_text(table, "machine", known.machine);
    put_text(table, "message", known.message);
    put_heaters(table, known);
    put(table, "fan", known.fan);
    put(table, "feed_rate", known.feed_rate);
    put(table, "flow", known.flow);
    put(table, "babystep", known.babystep);
    if (known.position.x || known.position.z) table["position"] = position_value(known.position);
    put(table, "homed", known.homed);
    if (known.job) table["job"] = job_value(*known.job);
    if (known.files) table["files"] = files_value(*known.files);
    if (known.files_left_out > 0)
        table["files_left_out"] = Value(static_cast<std::uint64_t>(known.files_left_out));
    return table;
}

}  // namespace escapement::client
