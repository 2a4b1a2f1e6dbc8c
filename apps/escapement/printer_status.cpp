// escapement status, watch, files and send: printers for scripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

#include "base/value.hpp"
#include "client/gcode_words.hpp"
#include "client/snapshot_json.hpp"
#include "escapement/commands.hpp"
#include "escapement/loading.hpp"
#include "escapement/printer_client.hpp"

namespace escapement::app {
namespace {

using client::Event;
using client::Snapshot;
using client::Ticket;

constexpr base::Seconds time_to_answer{600.0};
constexpr base::Seconds time_to_learn{2.5};
constexpr base::Seconds time_to_hear{1.0};
constexpr base::Seconds time_for_last_words{3.0};
constexpr base::Seconds forever{1e8};

// Ports and rates take their time to be tried.
base::Seconds time_to_find(const ClientWish& wish) {
    return base::Seconds(wish.moonraker.empty() && wish.octoprint.empty() ? 60.0 : 10.0);
}

void say(const std::string& text) {
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
}

int ended_early(PrinterClient& client, PrinterClient::End end) {
    if (end == PrinterClient::End::interrupted) return exit_interrupted;
    const auto& trouble = client.backend().snapshot().trouble;
    complain(trouble.empty() ? "no printer answers" : trouble);
    return exit_failed;
}

std::string heater_text(const std::string& name, const client::Heater& heater) {
    std::string text = name + ": ";
    text += heater.celsius ? fmt::format("{:.1f} °C", *heater.celsius) : "?";
    if (heater.target) text += fmt::format(" of {:.0f} °C", *heater.target);
    return text + "\n";
}

std::string job_text(const client::Job& job) {
    std::string text = "job: " + std::string(client::state_name(job.state));
    if (!job.name.empty()) text += " " + job.name;
    if (job.progress && job.state != client::JobState::idle)
        text += fmt::format(", {:.1f} %", 100.0 * *job.progress);
    if (job.left_s) text += fmt::format(", {:.0f} min left", *job.left_s / 60.0);
    if (!job.trouble.empty()) text += " (" + job.trouble + ")";
    return text + "\n";
}

std::string status_text(const Snapshot& known) {
    std::string text = known.where + ": " + std::string(client::link_name(known.link)) + "\n";
    if (!known.trouble.empty()) text += "trouble: " + known.trouble + "\n";
    if (!known.halted.empty()) text += "halted: " + known.halted + "\n";
    if (!known.firmware.empty()) text += "firmware: " + known.firmware + "\n";
    for (std::size_t i = 0; i < known.hotends.size(); ++i)
        text += heater_text(fmt::format("hotend {}", i), known.hotends[i]);
    if (known.bed) text += heater_text("bed", *known.bed);
    if (known.chamber) text += heater_text("chamber", *known.chamber);
    for (const auto& sensor : known.sensors) text += heater_text(sensor.name, sensor.heater);
    if (known.fan) text += fmt::format("fan: {:.0f} %\n", 100.0 * *known.fan);
    if (known.job) text += job_text(*known.job);
    return text;
}

// What a command is answered, but for what only says that it is done.
void tell_answer(const Event& event) {
    if (event.kind == Event::Kind::heard && !event.routine)
        say(event.text.starts_with("ok ") ? event.text.substr(3) : event.text);
    if (event.kind == Event::Kind::alarm) complain(event.text);
}

// Waits for the end of one command.
int carry_out_one(PrinterClient& client, const client::Command& command, bool aloud) {
    const Ticket ticket = client.backend().submit(command);
    std::optional<std::string> ended;
    std::string alarm;
    const auto end = client.serve([&] { return ended.has_value(); },
                                  time_to_answer,
                                  [&](const Event& event) {
                                      if (aloud) tell_answer(event);
                                      if (event.kind == Event::Kind::alarm) alarm = event.text;
                                      if (event.kind == Event::Kind::done && event.ticket == ticket)
                                          ended = event.text;
                                  });
    if (end != PrinterClient::End::reached) return ended_early(client, end);
    const bool told = aloud && alarm.find(*ended) != std::string::npos;
    if (!ended->empty() && !told) complain(*ended);
    return ended->empty() ? exit_good : exit_failed;
}

// Follows a print to its end, through its pauses.
int follow_print(PrinterClient& client) {
    int last_percent = -1;
    auto last_state = client::JobState::printing;
    const auto& known = client.backend().snapshot();
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
    say(known.job ? std::string(client::state_name(known.job->state)) : "gone");
    if (known.job && known.job->state == client::JobState::finished) return exit_good;
    if (known.link == client::Link::online || known.link == client::Link::asking)
        client.linger(time_for_last_words);
    client.backend().disconnect();
    return exit_failed;
}

}  // namespace

int show_status(const StatusWish& wish) {
    PrinterClient client(wish.client);
    const auto end = client.serve_until_online(time_to_find(wish.client));
    if (end != PrinterClient::End::reached) return ended_early(client, end);
    const auto& known = client.backend().snapshot();
    client.serve([&] { return known.job.has_value(); }, time_to_learn);
    if (wish.json)
        say(base::to_json(client::snapshot_value(known)));
    else
        std::fputs(status_text(known).c_str(), stdout);
    return exit_good;
}

int watch_status(const StatusWish& wish) {
    PrinterClient client(wish.client);
    std::string last;
    const auto& known = client.backend().snapshot();
    client.serve(
        [&] {
            auto text =
                wish.json ? base::to_json(client::snapshot_value(known)) : status_text(known);
            if (text != last) say(text);
            last = std::move(text);
            return false;
        },
        forever);
    return exit_interrupted;
}

int list_files(const StatusWish& wish) {
    PrinterClient client(wish.client);
    const auto end = client.serve_until_online(time_to_find(wish.client));
    if (end != PrinterClient::End::reached) return ended_early(client, end);
    const auto& known = client.backend().snapshot();
    client.serve([&] { return known.job.has_value(); }, time_to_learn);
    const int status = carry_out_one(client, client::ListFiles{}, false);
    if (status != exit_good) return status;
    if (wish.json) {
        const auto all = client::snapshot_value(known);
        say(base::to_json(all.find("files") ? *all.find("files")
                                            : base::Value(base::Value::List{})));
    } else if (known.files) {
        for (const auto& file : *known.files)
            say(file.path + (file.size ? fmt::format("\t{}", *file.size) : "\t") + "\t" +
                file.name);
    }
    return exit_good;
}

// A stop does not wait for a printer that answers; a port that is open will do.
PrinterClient::End serve_until_reachable(PrinterClient& client, const SendWish& wish) {
    const bool stops =
        !wish.gcode.empty() && client::stops_everything(client::Send{wish.gcode.front()});
    if (!stops) return client.serve_until_online(time_to_find(wish.client));
    const auto& known = client.backend().snapshot();
    const auto reachable = [&] {
        return client::is_reachable(known) || known.refused || !wish.client.octoprint.empty();
    };
    const auto end = client.serve(reachable, time_to_find(wish.client));
    return known.refused ? PrinterClient::End::late : end;
}

int send_gcode(const SendWish& wish) {
    PrinterClient client(wish.client);
    const auto end = serve_until_reachable(client, wish);
    if (end != PrinterClient::End::reached) return ended_early(client, end);
    for (const auto& gcode : wish.gcode)
        if (const int status = carry_out_one(client, client::Send{gcode}, true);
            status != exit_good)
            return status;
    // OctoPrint tells what the printer answers when it has said that all is sent.
    if (!wish.client.octoprint.empty())
        client.serve([] { return false; }, time_to_hear, tell_answer);
    if (wish.stream.empty()) return exit_good;
    const int status = carry_out_one(client, client::StreamFile{wish.stream}, true);
    return status == exit_good ? follow_print(client) : status;
}

}  // namespace escapement::app
