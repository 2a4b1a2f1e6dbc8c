// State, job, progress and temperatures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/octoprint_status.hpp"

#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

#include "client/json_text.hpp"

namespace escapement::client {

namespace {

using base::Value;

constexpr std::size_t most_tools = 16;

bool is_set(const Value* flags, std::string_view name) {
    const auto* value = below(flags, name);
    const auto* truth = value ? value->as<bool>() : nullptr;
    return truth && *truth;
}

JobState state_of(const Value* flags, const Job& before, std::optional<JobState> outcome) {
    if (is_set(flags, "cancelling")) return JobState::cancelling;
    if (is_set(flags, "pausing")) return JobState::pausing;
    if (is_set(flags, "paused")) return JobState::paused;
    if (is_set(flags, "printing")) return JobState::printing;
    if (is_set(flags, "error") && is_busy(before)) return JobState::failed;
    const bool ended = is_busy(before) || before.state == JobState::paused;
    if (ended && outcome) return *outcome;
    if (before.state == JobState::cancelling) return JobState::cancelled;
    constexpr double all_but_done = 0.999;
    if (ended)
        return before.progress.value_or(0.0) > all_but_done ? JobState::finished
                                                            : JobState::cancelled;
    return before.state;
}

void take_pair(std::optional<Heater>& known, const Value* told) {
    const auto actual = number_in(below(told, "actual"));
    if (!actual) return;
    if (!known) known.emplace();
    known->celsius = actual;
    if (const auto target = number_in(below(told, "target"))) known->target = target;
}

void take_temperatures(const Value* list, Snapshot& known) {
    const auto* entries = list ? list->as<Value::List>() : nullptr;
    if (!entries || entries->empty()) return;
    const Value& newest = entries->back();
    take_pair(known.bed, below(&newest, "bed"));
    take_pair(known.chamber, below(&newest, "chamber"));
    for (std::size_t i = 0; i < most_tools; ++i) {
        const auto* told = below(&newest, "tool" + std::to_string(i));
        if (!told) continue;
        std::optional<Heater> hotend;
        if (i < known.hotends.size()) hotend = known.hotends[i];
        take_pair(hotend, told);
        if (!hotend) continue;
        if (known.hotends.size() <= i) known.hotends.resize(i + 1);
        known.hotends[i] = *hotend;
    }
}

void take_state(const Value* state, Snapshot& known, std::optional<JobState> outcome) {
    const auto* flags = below(state, "flags");
    if (!flags) return;
    if (!known.job) known.job = Job{.source = JobSource::server};
    known.job->state = state_of(flags, *known.job, outcome);
    if (is_busy(*known.job)) known.job->trouble.clear();
    const bool offline = is_set(flags, "closedOrError");
    known.halted = offline ? "OctoPrint is not connected to its printer (" +
                                 text_in(below(state, "text")).value_or("offline") +
                                 "); connect it there"
                           : "";
    if (offline) forget_values(known);
}

void take_progress(const Value* progress, Job& job) {
    if (!progress) return;
    if (const auto percent = number_in(below(progress, "completion")))
        job.progress = *percent / 100.0;
    const bool running = is_busy(job) || job.state == JobState::paused;
    job.elapsed_s = running ? number_in(below(progress, "printTime")) : std::nullopt;
    job.left_s = running ? number_in(below(progress, "printTimeLeft")) : std::nullopt;
}

bool is_plain(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '/' || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

}  // namespace

void take_octoprint(const Value& message, Snapshot& known, std::optional<JobState> outcome) {
    take_temperatures(below(&message, "temps"), known);
    if (const auto z = number_in(below(&message, "currentZ"))) known.position.z = z;
    take_state(below(&message, "state"), known, outcome);
    if (!known.job) return;
    const auto* file = below(below(&message, "job"), "file");
    if (const auto name = text_in(below(file, "name"))) known.job->name = *name;
    take_progress(below(&message, "progress"), *known.job);
}

std::optional<JobState> octoprint_outcome(const Value& event) {
    const auto type = text_in(below(&event, "type"));
    if (type == "PrintDone") return JobState::finished;
    if (type == "PrintCancelled") return JobState::cancelled;
    if (type != "PrintFailed") return std::nullopt;
    const auto reason = text_in(below(below(&event, "payload"), "reason"));
    return reason == "cancelled" ? JobState::cancelled : JobState::failed;
}

std::vector<DatedFile> octoprint_files(const Value& answer) {
    std::vector<DatedFile> dated;
    std::vector<const Value*> folders{below(&answer, "files")};
    while (!folders.empty()) {
        const Value* folder = folders.back();
        folders.pop_back();
        const auto* entries = folder ? folder->as<Value::List>() : nullptr;
        if (!entries) continue;
        for (const auto& entry : *entries) {
            if (const auto* inside = below(&entry, "children")) folders.push_back(inside);
            const auto path = text_in(below(&entry, "path"));
            if (!path || text_in(below(&entry, "type")) != "machinecode") continue;
            const auto origin = text_in(below(&entry, "origin")).value_or("local");
            File file{origin + "/" + *path, *path, {}, {}};
            if (const auto size = number_in(below(&entry, "size")); size && *size >= 0.0)
                file.size = static_cast<std::uint64_t>(*size);
            file.estimate_s =
                number_in(below(below(&entry, "gcodeAnalysis"), "estimatedPrintTime"));
            const double date = number_in(below(&entry, "date")).value_or(0.0);
            dated.push_back({date, std::move(file)});
        }
    }
    return dated;
}

std::string url_path(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : path) {
        if (is_plain(c)) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += '%';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace escapement::client
