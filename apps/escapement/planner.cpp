// Drives an offline host through a file, and sorts what it sends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/planner.hpp"

#include <utility>

#include "printer/errors.hpp"

namespace escapement::app {

using base::Error;
using base::Result;

Planner::Planner(const config::Document& config, std::function<void(std::string_view)> say)
    : host_(clock_, config, Host::Machine::none) {
    host_.console().listen(std::move(say));
}

Result<void> Planner::add_board(NamedDictionary board, mcu::Recorder::Sink sink) {
    streams_.push_back(std::make_unique<Stream>(board.name, mcu::Recorder(std::move(sink))));
    auto mcu = std::make_unique<mcu::Mcu>(
        board.name, host_.executor(), streams_.back()->recorder, std::move(board.dictionary));
    auto identified = mcu->identify();
    identified.start();
    if (auto result = identified.take(); !result) return result;
    host_.mcus().add(std::move(mcu));
    return {};
}

std::vector<config::Problem> Planner::build() {
    return host_.build();
}

Result<PlanSummary> Planner::feed(gcode::Source& source, const Watch& watch) {
    return go([&](const Feed& parts) { return app::feed(host_, source, parts); }, watch);
}

Result<PlanSummary> Planner::print(const std::string& file, const Watch& watch) {
    return go([&](const Feed& parts) { return print_file(host_, file, parts); }, watch);
}

Result<PlanSummary> Planner::go(const Way& way, const Watch& watch) {
    bool finished = false;
    std::string failure;
    host_.executor().spawn(everything(way, watch), [&](std::exception_ptr error) {
        finished = true;
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& reason) {
            failure = reason.what();
        }
    });
    runtime::Actor* const actors[] = {&host_.executor()};
    if (!runtime::drive(clock_, actors, finished)) failure = "internal error: all wait";
    if (!failure.empty()) {
        // Steps may be in the making still, and whoever watches them is about to leave.
        host_.motion().stop();
        return Error{failure};
    }
    for (auto& stream : streams_) {
        stream->recorder.finish();
        summary_.boards.push_back(board_summary(*stream));
    }
    return summary_;
}

runtime::Task<> Planner::everything(const Way& way, const Watch& watch) {
    const auto shut_down = host_.printer().events().shut_down.connect(
        [this](const auto& event) { shut_down_ = event.reason; });
    co_await host_.printer().connect();
    const auto released = host_.motion().on_flush(printer::MotionQueue::Listens::to_use_pins,
                                                  [this](const auto&) { release(); });
    if (in_full_ || trace_) report_ = std::make_unique<PlanReport>(host_, trace_);
    co_await carry_out(way, watch);
    if (!shut_down_.empty()) throw printer::CommandError(shut_down_);
    host_.toolhead().flush();
    const auto lines = summary_.lines;
    summary_ = summarise(host_);
    summary_.lines = lines;
    if (report_) report_->finish();
    if (in_full_) report_->add_to(summary_);
    // A print ends with everything switched off, whatever its file forgot.
    co_await host_.make_safe();
    host_.motion().finish();
    co_await host_.executor().yield();
}

runtime::Task<> Planner::carry_out(const Way& way, const Watch& watch) {
    Feed parts{.on_line =
                   [this, &watch](double share, std::uint64_t line) {
                       summary_.lines = line;
                       if (watch.on_line) watch.on_line(share, line);
                   },
               .cancelled = watch.cancelled,
               .before_line = watch.before_line,
               .after_line = {},
               .failed = watch.failed,
               .pause = Feed::Pause::is_ignored};
    if (report_)
        parts.before_line = [this](const gcode::Line& line, const std::string&) {
            report_->see_line(line.text());
        };
    auto carrying = way(parts);
    co_await carrying;
}

// Lets go of what has been sent: nothing will come before it any more.
void Planner::release() {
    const auto until = host_.motion().sent_until();
    for (auto& stream : streams_)
        stream->recorder.release(host_.mcus().find(stream->name)->clock().clock_at(until));
}

PlanSummary::Board Planner::board_summary(const Stream& stream) {
    PlanSummary::Board board{.name = stream.name,
                             .bytes = stream.recorder.bytes(),
                             .blocks = stream.recorder.blocks(),
                             .messages = {}};
    const auto& dictionary = host_.mcus().find(stream.name)->dictionary();
    for (const auto& [name, count] : stream.recorder.counts(dictionary))
        board.messages.emplace_back(name, count.messages);
    return board;
}

}  // namespace escapement::app
