// The summary in words and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plan_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "escapement/host.hpp"
#include "escapement/progress.hpp"

namespace escapement::app {
namespace {

base::Value table(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
    base::Value::Table out;
    for (const auto& [name, count] : counts) out.emplace_back(name, count);
    return out;
}

std::uint64_t total(const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
    std::uint64_t sum = 0;
    for (const auto& [name, count] : counts) sum += count;
    return sum;
}

}  // namespace

PlanSummary summarise(Host& host) {
    PlanSummary summary;
    // A motor of its own may move on behind the toolhead.
    const auto end = std::max(host.toolhead().print_time(), host.motion().motion_until());
    summary.print_time_s = end.time_since_epoch().count();
    summary.moves = host.toolhead().moves();
    for (const printer::Stepper* stepper : host.motion().steppers())
        summary.steps.emplace_back(stepper->name(), stepper->steps());
    return summary;
}

std::string PlanSummary::text() const {
    std::string out = fmt::format("{}: {} lines, {} moves, print time {} ({:.3f} s)\n",
                                  file,
                                  lines,
                                  moves,
                                  duration_text(print_time_s),
                                  print_time_s);
    for (const auto& [name, count] : steps)
        out += fmt::format("  {:<16}{:>12} steps\n", name, count);
    for (const Board& board : boards) {
        out += fmt::format("  board {}: {} messages in {} blocks, {} bytes",
                           board.name,
                           total(board.messages),
                           board.blocks,
                           board.bytes);
        if (const auto all = total(steps); all > 0 && boards.size() == 1)
            out += fmt::format(" ({:.3f} for each step)", static_cast<double>(board.bytes) / all);
        out += "\n";
        for (const auto& [name, count] : board.messages)
            out += fmt::format("    {:<26}{:>10}\n", name, count);
    }
    return out + details;
}

base::Value PlanSummary::value() const {
    base::Value all;
    all["file"] = file;
    all["lines"] = lines;
    all["moves"] = moves;
    all["print_time"] = print_time_s;
    all["steps"] = table(steps);
    base::Value list;
    for (const Board& board : boards) {
        base::Value entry;
        entry["bytes"] = board.bytes;
        entry["blocks"] = board.blocks;
        entry["messages"] = table(board.messages);
        list[board.name] = std::move(entry);
    }
    all["mcus"] = std::move(list);
    if (const auto* entries = detail_values.as<base::Value::Table>())
        for (const auto& [name, value] : *entries) all[name] = value;
    return all;
}

}  // namespace escapement::app
