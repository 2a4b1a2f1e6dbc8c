// escapement plan: the byte stream that a print would send, written to files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "base/value.hpp"
#include "escapement/commands.hpp"
#include "escapement/host.hpp"
#include "escapement/loading.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/output_file.hpp"
#include "escapement/plan_summary.hpp"
#include "escapement/progress.hpp"
#include "mcu/recorder.hpp"
#include "printer/errors.hpp"
#include "runtime/clock.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;

// One board's stream on its way into a file.
struct Stream {
    std::string name;
    OutputFile file;
    mcu::Recorder recorder;

    Stream(std::string board, OutputFile out)
        : name(std::move(board)),
          file(std::move(out)),
          recorder([this](wire::Bytes bytes) { file.write(bytes); }) {}
};

class Planner {
  public:
    Planner(const config::Document& config, const PlanWish& wish)
        : wish_(wish), host_(clock_, config, true) {
        host_.console().listen([this](std::string_view text) {
            if (wish_.report == "text") std::printf("%.*s\n", int(text.size()), text.data());
        });
    }

    Result<void> add_boards(std::vector<NamedDictionary> boards) {
        for (NamedDictionary& board : boards) {
            auto file =
                OutputFile::create(wish_.output + (board.name == "mcu" ? "" : "-" + board.name));
            if (!file) return file.error();
            streams_.push_back(std::make_unique<Stream>(board.name, std::move(*file)));
            auto mcu = std::make_unique<mcu::Mcu>(board.name,
                                                  host_.executor(),
                                                  streams_.back()->recorder,
                                                  std::move(board.dictionary));
            auto identified = mcu->identify();
            identified.start();
            if (auto result = identified.take(); !result) return result;
            host_.mcus().add(std::move(mcu));
        }
        return {};
    }

    std::vector<config::Problem> build() { return host_.build(); }

    Result<void> work(gcode::Source& source) {
        bool finished = false;
        std::string failure;
        host_.executor().spawn(everything(source), [&](std::exception_ptr error) {
            finished = true;
            try {
                if (error) std::rethrow_exception(error);
            } catch (const std::exception& reason) {
                failure = reason.what();
            }
        });
        runtime::Actor* const actors[] = {&host_.executor()};
        if (!runtime::drive(clock_, actors, finished)) failure = "internal error: all wait";
        progress_.clear();
        if (!failure.empty()) return Error{failure};
        return {};
    }

    Result<PlanSummary> finish() {
        PlanSummary summary = summarise(host_, wish_.gcode, lines_);
        for (auto& stream : streams_) {
            stream->recorder.finish();
            summary.boards.push_back(board_summary(*stream));
        }
        for (auto& stream : streams_)
            if (auto written = stream->file.commit(); !written) return written.error();
        return summary;
    }

  private:
    runtime::Task<> everything(gcode::Source& source) {
        co_await host_.printer().connect();
        const Feed parts{.source = source,
                         .on_line =
                             [this](double share, std::uint64_t line) {
                                 lines_ = line;
                                 progress_.show(share, "line " + std::to_string(line));
                             },
                         .cancelled = {}};
        const auto released = host_.motion().on_flush(printer::MotionQueue::Listens::to_use_pins,
                                                      [this](const auto&) { release(); });
        co_await feed(host_, parts);
        host_.toolhead().flush();
        host_.motion().finish();
        co_await host_.executor().yield();
    }

    // Lets go of what has been flushed: nothing will come before it any more.
    void release() {
        const auto until = host_.motion().flushed_until();
        for (auto& stream : streams_)
            stream->recorder.release(host_.mcus().find(stream->name)->clock().clock_at(until));
    }

    PlanSummary::Board board_summary(const Stream& stream) {
        PlanSummary::Board board{.name = stream.name,
                                 .bytes = stream.recorder.bytes(),
                                 .blocks = stream.recorder.blocks()};
        const auto& dictionary = host_.mcus().find(stream.name)->dictionary();
        for (const auto& [name, count] : stream.recorder.counts(dictionary))
            board.messages.emplace_back(name, count.messages);
        return board;
    }

    const PlanWish& wish_;
    std::uint64_t lines_ = 0;
    runtime::VirtualClock clock_;
    Progress progress_{"planning"};
    std::vector<std::unique_ptr<Stream>> streams_;  // outlive the host that sends into them
    Host host_;
};

}  // namespace

int plan(const PlanWish& wish) {
    const auto reading = load_config(wish.config, Duplicates::warn);
    if (!reading) return exit_failed;
    auto boards = boards_from_files(reading->document, wish.dictionaries);
    auto source = gcode::open_source(wish.gcode);
    if (!boards || !source) {
        complain(boards ? source.error().what : boards.error().what);
        return exit_failed;
    }
    Planner planner(reading->document, wish);
    if (auto added = planner.add_boards(std::move(*boards)); !added) {
        complain(added.error().what);
        return exit_failed;
    }
    if (const auto problems = planner.build(); !problems.empty()) {
        complain(problems, wish.config);
        return exit_failed;
    }
    if (auto worked = planner.work(*source); !worked) {
        complain(worked.error().what + "; nothing was written");
        return exit_failed;
    }
    const auto summary = planner.finish();
    if (!summary) {
        complain(summary.error().what);
        return exit_failed;
    }
    const auto text =
        wish.report == "json" ? base::to_json(summary->value()) + "\n" : summary->text();
    std::fputs(text.c_str(), stdout);
    return exit_good;
}

}  // namespace escapement::app
