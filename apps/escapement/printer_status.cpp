// escapement status, watch, files and send: printers for scripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/plain_text.hpp"
#include "base/value.hpp"
#include "client/gcode_words.hpp"
#include "client/snapshot_json.hpp"
#include "escapement/commands.hpp"
#include "escapement/loading.hpp"
#include "escapement/plain_output.hpp"
#include "escapement/printer_client.hpp"

namespace escapement::app {
namespace {

using base::visible;
using client::Event;
using client::Snapshot;
using client::Ticket;

constexpr base::Seconds time_to_answer{600.0};
constexpr base::Seconds time_to_learn{2.5};
constexpr base::Seconds time_to_hear{1.0};
constexpr base::Seconds time_for_last_words{3.0};
constexpr base::Seconds time_to_come_back{30.0};
constexpr base::Seconds forever{1e8};

// All ports and rates take their time to be tried; a port that was named may be a board that boots.
base::Seconds time_to_find(const ClientWish& wish) {
    if (!wish.moonraker.empty() || !wish.octoprint.empty()) return base::Seconds(10.0);
    return base::Seconds(wish.port.empty() ? 60.0 : 30.0);
}

// A printer, and where to tell of it.
struct Conversation {
    explicit Conversation(const ClientWish& wish) : client(wish) {}
    const Snapshot& known() { return client.backend().snapshot(); }

    PrinterClient client;
    PlainOutput output{[this] { return client.interrupted(); }};
};

int ended_early(PrinterClient& client, PrinterClient::End end) {
    if (end == PrinterClient::End::interrupted) return exit_interrupted;
    const auto& trouble = client.backend().snapshot().trouble;
    if (client.has_told(trouble))
        complain("given up");
    else
        complain(trouble.empty() ? "no printer answers" : trouble);
    return exit_failed;
}

std::string heater_text(const std::string& name, const client::Heater& heater) {
    std::string text = visible(name) + ": ";
    text += heater.celsius ? fmt::format("{:.1f} °C", *heater.celsius) : "?";
    if (heater.target) text += fmt::format(" of {:.0f} °C", *heater.target);
    return text + "\n";
}

std::string job_text(const client::Job& job) {
    std::string text = "job: " + std::string(client::state_name(job.state));
    if (!job.name.empty()) text += " " + visible(job.name);
    if (job.progress && job.state != client::JobState::idle)
        text += fmt::format(", {:.1f} %", 100.0 * *job.progress);
    if (job.left_s) text += fmt::format(", {:.0f} min left", *job.left_s / 60.0);
    if (!job.trouble.empty()) text += " (" + visible(job.trouble) + ")";
    return text + "\n";
}

std::string fact_text(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(name) + ": " + visible(value) + "\n";
}

std::string status_text(const Snapshot& all) {
    const auto known = client::believable(all);
    const auto where = known.where.empty() ? "" : known.where + ": ";
    auto text = visible(where) + std::string(client::link_name(known.link)) + "\n";
    text += fact_text("trouble", known.trouble) + fact_text("halted", known.halted) +
            fact_text("firmware", known.firmware);
    for (std::size_t i = 0; i < known.hotends.size(); ++i)
        text += heater_text(fmt::format("hotend {}", i), known.hotends[i]);
    if (known.bed) text += heater_text("bed", *known.bed);
    if (known.chamber) text += heater_text("chamber", *known.chamber);
    for (const auto& sensor : known.sensors) text += heater_text(sensor.name, sensor.heater);
    if (known.fan) text += fmt::format("fan: {:.0f} %\n", 100.0 * *known.fan);
    if (known.job) text += job_text(*known.job);
    text.pop_back();
    return text;
}

// What a command is answered, but for what only says that it is done.
void tell_answer(PlainOutput& output, const Event& event) {
    if (event.kind == Event::Kind::heard && !event.routine)
        output.say(event.text.starts_with("ok ") ? event.text.substr(3) : event.text);
    if (event.kind == Event::Kind::alarm || event.kind == Event::Kind::notice) complain(event.text);
}

// Waits for the end of one command, or of those who want to know it.
int carry_out_one(Conversation& talk, const client::Command& command, bool aloud) {
    const Ticket ticket = talk.client.backend().submit(command);
    std::optional<std::string> ended;
    std::string alarm;
    const auto tell = [&](const Event& event) {
        if (aloud) tell_answer(talk.output, event);
        if (event.kind == Event::Kind::alarm) alarm = event.text;
        if (event.kind == Event::Kind::done && event.ticket == ticket) ended = event.text;
    };
    const auto end = talk.client.serve(
        [&] { return ended.has_value() || talk.output.failed(); }, time_to_answer, tell);
    if (end != PrinterClient::End::reached) return ended_early(talk.client, end);
    if (!ended) return exit_failed;
    const bool told = aloud && alarm.find(*ended) != std::string::npos;
    if (!ended->empty() && !told) complain(*ended);
    return ended->empty() ? exit_good : exit_failed;
}

// A print broke off: heaters are told to be off, and a printer that was lost is when it comes back.
void leave_cold(Conversation& talk) {
    auto& client = talk.client;
    const auto& known = talk.known();
    const auto is_there = [&] {
        return known.link == client::Link::online || known.link == client::Link::asking;
    };
    const auto tell = [](const Event& event) {
        if (event.kind == Event::Kind::notice) complain(event.text);
    };
    if (!is_there()) {
        complain(
            "its heaters may be on: waiting for it to come back, so that they are told to be off");
        client.serve([&] { return known.link == client::Link::online; }, time_to_come_back, tell);
    }
    if (is_there())
        client.serve([] { return false; }, time_for_last_words, tell);
    else
        complain("it has not come back: its heaters may be on");
    client.backend().disconnect();
}

// Follows a print to its end, through its pauses; whether anybody reads of it does not matter.
int follow_print(Conversation& talk) {
    auto& client = talk.client;
    int last_percent = -1;
    auto last_state = client::JobState::printing;
    const auto& known = talk.known();
    const auto over = [&] {
        if (!known.job) return true;
        const auto state = known.job->state;
        const int percent = static_cast<int>(100.0 * known.job->progress.value_or(0.0));
        if (percent != last_percent) std::fprintf(stderr, "%d %%\n", last_percent = percent);
        if (!client::is_busy(*known.job) && state != client::JobState::paused) return true;
        if (std::exchange(last_state, state) != state)
            std::fprintf(stderr, "%s\n", std::string(client::state_name(state)).c_str());
        return false;
    };
    const auto tell = [](const Event& event) {
        if (event.kind == Event::Kind::alarm) complain(event.text);
    };
    if (client.serve(over, forever, tell) == PrinterClient::End::interrupted) {
        client.backend().submit(client::Cancel{});
        client.linger(time_for_last_words);
        client.backend().disconnect();
        return exit_interrupted;
    }
    talk.output.say(known.job ? std::string(client::state_name(known.job->state)) : "gone");
    if (known.job && known.job->state == client::JobState::finished) return exit_good;
    leave_cold(talk);
    return exit_failed;
}

std::string file_text(const client::File& file) {
    const auto size = file.size ? fmt::format("{}", *file.size) : "";
    return visible(file.path) + "\t" + size + "\t" + visible(file.name);
}

// The list, and how many are not in it.
std::vector<base::Value> file_values(const Snapshot& known) {
    const auto all = client::snapshot_value(known);
    const auto* files = all.find("files");
    std::vector<base::Value> lines{files ? *files : base::Value(base::Value::List{})};
    if (const auto* left_out = all.find("files_left_out")) {
        lines.emplace_back(base::Value::Table{});
        lines.back()["files_left_out"] = *left_out;
    }
    return lines;
}

std::string cut_text(const Snapshot& known) {
    return fmt::format("the list is cut: {} files are in it, {} more are not",
                       known.files->size(),
                       known.files_left_out);
}

// A stop does not wait for a printer that answers; a port that is open will do, and OctoPrint has a
// connection of its own for it.
PrinterClient::End serve_until_ready(PrinterClient& client, const SendWish& wish) {
    const bool stops =
        !wish.gcode.empty() && client::stops_everything(client::Send{wish.gcode.front()});
    if (!stops) return client.serve_until_online(time_to_find(wish.client));
    if (!wish.client.octoprint.empty()) return PrinterClient::End::reached;
    return client.serve_until_reachable(time_to_find(wish.client));
}

}  // namespace

int show_status(const StatusWish& wish) {
    Conversation talk(wish.client);
    const auto end = talk.client.serve_until_online(time_to_find(wish.client));
    if (end != PrinterClient::End::reached) return ended_early(talk.client, end);
    const auto& known = talk.known();
    talk.client.serve([&] { return known.job.has_value(); }, time_to_learn);
    if (wish.json)
        talk.output.say_json(client::snapshot_value(client::believable(known)));
    else
        talk.output.say(status_text(known));
    return talk.output.status(exit_good);
}

int watch_status(const StatusWish& wish) {
    Conversation talk(wish.client);
    std::string last;
    const auto& known = talk.known();
    const auto look = [&] {
        const auto value =
            wish.json ? client::snapshot_value(client::believable(known)) : base::Value();
        const auto text = wish.json ? base::to_json(value) : status_text(known);
        if (text == std::exchange(last, text)) return talk.output.failed();
        if (wish.json)
            talk.output.say_json(value);
        else
            talk.output.say(text);
        return talk.output.failed();
    };
    const auto end = talk.client.serve(look, forever);
    return end == PrinterClient::End::interrupted ? exit_interrupted : exit_failed;
}

int list_files(const StatusWish& wish) {
    Conversation talk(wish.client);
    const auto end = talk.client.serve_until_online(time_to_find(wish.client));
    if (end != PrinterClient::End::reached) return ended_early(talk.client, end);
    const auto& known = talk.known();
    talk.client.serve([&] { return known.job.has_value(); }, time_to_learn);
    const int status = carry_out_one(talk, client::ListFiles{}, false);
    if (status != exit_good) return status;
    if (wish.json) {
        for (const auto& line : file_values(known)) talk.output.say_json(line);
    } else if (known.files) {
        for (const auto& file : *known.files) talk.output.say(file_text(file));
    }
    if (known.files_left_out > 0 && !talk.output.failed()) complain(cut_text(known));
    return talk.output.status(exit_good);
}

int send_gcode(const SendWish& wish) {
    if (const auto why = why_not_streamed(wish.stream); !why.empty()) {
        complain(why);
        return exit_failed;
    }
    Conversation talk(wish.client);
    const auto end = serve_until_ready(talk.client, wish);
    if (end != PrinterClient::End::reached) return ended_early(talk.client, end);
    for (const auto& gcode : wish.gcode)
        if (const int status = carry_out_one(talk, client::Send{gcode}, true); status != exit_good)
            return status;
    // OctoPrint tells what the printer answers when it has said that all is sent.
    if (!wish.client.octoprint.empty())
        talk.client.serve([&] { return talk.output.failed(); },
                          time_to_hear,
                          [&](const Event& event) { tell_answer(talk.output, event); });
    if (wish.stream.empty() || talk.output.failed()) return talk.output.status(exit_good);
    const int status = carry_out_one(talk, client::StreamFile{wish.stream}, true);
    return status == exit_good ? talk.output.status(follow_print(talk)) : status;
}

}  // namespace escapement::app
