// escapement plan: the byte stream that a print would send, written to files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <list>

#include "base/value.hpp"
#include "escapement/commands.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "escapement/output_file.hpp"
#include "escapement/plan_trace.hpp"
#include "escapement/planner.hpp"
#include "escapement/print_duration.hpp"
#include "escapement/progress.hpp"
#include "escapement/trace_window.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;

// Where the stream of each board goes.  All of them get their names, or none does.
class Outputs {
  public:
    Outputs(const PlanWish& wish, const std::vector<std::string>& config_files)
        : main_file_(wish.output), inputs_(config_files) {
        inputs_.push_back(wish.gcode);
        for (const auto& given : wish.dictionaries) inputs_.push_back(split_given(given).file);
    }

    Result<mcu::Recorder::Sink> open(const std::string& board) {
        const auto path = board == "mcu" ? main_file_ : main_file_ + "-" + board;
        std::error_code differs;
        for (const auto& input : inputs_)
            if (std::filesystem::equivalent(path, input, differs))
                return Error{path + ": is needed as input; write to another file"};
        auto file = OutputFile::create(path);
        if (!file) return file.error();
        for (const OutputFile& other : files_)
            if (other.leads_to() == file->leads_to())
                return Error{path + ": leads to the file of another board; give each its own"};
        files_.push_back(std::move(*file));
        return mcu::Recorder::Sink(
            [out = &files_.back()](wire::Bytes bytes) { out->write(bytes); });
    }
    Result<void> commit() {
        for (OutputFile& file : files_)
            if (auto finished = file.finish(); !finished) return finished;
        for (OutputFile& file : files_)
            if (auto committed = file.commit(); !committed) return committed;
        return {};
    }

  private:
    std::string main_file_;
    std::vector<std::string> inputs_;
    std::list<OutputFile> files_;  // stay where they are
};

int fail(const Error& error) {
    complain(error.what);
    return exit_failed;
}

Result<void> add_boards(Planner& planner, std::vector<NamedDictionary> boards, Outputs& outputs) {
    for (NamedDictionary& board : boards) {
        auto sink = outputs.open(board.name);
        if (!sink) return sink.error();
        if (auto added = planner.add_board(std::move(board), std::move(*sink)); !added)
            return added;
    }
    return {};
}

Result<PlanSummary> print(Planner& planner, gcode::Source& source, InterruptWatch& interrupts) {
    Progress progress("planning");
    const Planner::Watch watch{.on_line =
                                   [&](double share, std::uint64_t line) {
                                       progress.show(share, "line " + std::to_string(line));
                                   },
                               .cancelled = [&] { return interrupts.interrupted(); }};
    auto summary = planner.feed(source, watch);
    progress.clear();
    if (interrupts.interrupted()) return Error{"interrupted"};
    return summary;
}

// Nothing where no trace is wanted.
Result<std::unique_ptr<PlanTrace>> make_trace(const PlanWish& wish) {
    if (wish.trace.empty()) return std::unique_ptr<PlanTrace>();
    const auto window = parse_window(wish.trace);
    if (!window) return window.error();
    return PlanTrace::create({.window = *window,
                              .prefix = wish.trace_to.empty() ? wish.output : wish.trace_to,
                              .plot = wish.plot,
                              .title = wish.gcode});
}

Result<void> write_all(Outputs& outputs, PlanTrace* trace, PlanSummary& summary) {
    if (trace)
        if (auto finished = trace->finish(summary.print_time_s); !finished) return finished;
    if (auto written = outputs.commit(); !written) return written;
    if (!trace) return {};
    summary.details += trace->text();
    summary.detail_values["trace"] = trace->value();
    return trace->commit();
}

int show_duration(const PlanWish& wish, const config::Document& config) {
    const bool for_people = wish.report != "json";
    const InterruptWatch interrupts;
    Progress progress("timing");
    const auto duration = print_duration(
        config,
        wish.gcode,
        {.say =
             [&](std::string_view text) {
                 progress.clear();
                 if (for_people) std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
             },
         .on_line =
             [&](double share, std::uint64_t line) {
                 progress.show(share, "line " + std::to_string(line));
             }});
    progress.clear();
    if (interrupts.interrupted()) {
        complain(wish.gcode + ": interrupted, so its time is not known");
        return exit_interrupted;
    }
    if (!duration) return fail(duration.error());
    base::Value value;
    value["file"] = wish.gcode;
    value["print_time"] = duration->whole.count();
    value["heating_time"] = duration->heating.count();
    const auto text = for_people ? wish.gcode + " takes " + duration_text(duration->whole.count()) +
                                       ", of which " + duration_text(duration->heating.count()) +
                                       " are spent waiting for heat"
                                 : base::to_json(value);
    std::printf("%s\n", text.c_str());
    return exit_good;
}

}  // namespace

int plan(const PlanWish& wish) {
    const bool for_people = wish.report != "json";
    const auto reading = load_config(wish.config);
    if (!reading) return exit_failed;
    if (wish.time) return show_duration(wish, reading->document);
    auto boards = boards_from_files(reading->document, wish.dictionaries);
    if (!boards) return fail(boards.error());
    auto source = gcode::open_source(wish.gcode);
    if (!source) return fail(source.error());

    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is an error like a full disk
    InterruptWatch interrupts;
    Outputs outputs(wish, reading->files);
    auto trace = make_trace(wish);
    if (!trace) return fail(trace.error());
    Planner planner(reading->document, [for_people](std::string_view text) {
        if (for_people) std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
    });
    if (!wish.report.empty()) planner.report_in_full();
    if (*trace) planner.trace_to((*trace)->trace());
    if (auto added = add_boards(planner, std::move(*boards), outputs); !added)
        return fail(added.error());
    if (const auto problems = planner.build(); !problems.empty()) {
        complain(problems, wish.config);
        return exit_failed;
    }
    auto summary = print(planner, *source, interrupts);
    if (!summary) {
        complain(summary.error().what + "; nothing was written");
        return interrupts.interrupted() ? exit_interrupted : exit_failed;
    }
    if (auto written = write_all(outputs, trace->get(), *summary); !written)
        return fail(written.error());
    summary->file = wish.gcode;
    const auto text = for_people ? summary->text() : base::to_json(summary->value()) + "\n";
    std::fputs(text.c_str(), stdout);
    return exit_good;
}

}  // namespace escapement::app
