// Refusing what would not print, and knowing how long the rest takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/preflight.hpp"

#include <algorithm>
#include <utility>

#include "base/value.hpp"
#include "modules/print_stats.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::Finding;
using printer::TimeMark;

// Nobody reads more of them on a display.
constexpr std::size_t most_told = 10;

std::size_t count_fatal(const std::vector<Finding>& findings) {
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [](const Finding& finding) { return finding.fatal; }));
}

// Between two marks, time goes evenly.
base::Seconds time_at(const std::vector<TimeMark>& marks, double share) {
    const auto after =
        std::lower_bound(marks.begin(), marks.end(), share, [](const TimeMark& mark, double s) {
            return mark.share < s;
        });
    if (after == marks.end()) return marks.back().time;
    const TimeMark before = after == marks.begin() ? TimeMark{} : *std::prev(after);
    const double width = after->share - before.share;
    const double part = width > 0.0 ? (share - before.share) / width : 1.0;
    return before.time + (after->time - before.time) * part;
}

}  // namespace

PreflightCheck::PreflightCheck(Config config, printer::Context& context)
    : config_(std::move(config)), context_(context) {}

runtime::Task<> PreflightCheck::before_print(std::string path) {
    last_ = {};
    if (!context_.preflight) co_return;
    last_ = co_await context_.preflight(path);
    ++files_;
    say(last_.findings);
    const auto fatal = count_fatal(last_.findings);
    if (fatal == 0 || config_.on_problem != "refuse") {
        context_.executor.spawn(time(std::move(path)), [](std::exception_ptr) {});
        co_return;
    }
    const auto first = std::find_if(last_.findings.begin(),
                                    last_.findings.end(),
                                    [](const Finding& finding) { return finding.fatal; });
    throw printer::CommandError(
        "The file was checked before printing and has " + std::to_string(fatal) +
        (fatal == 1 ? " problem: " : " problems, the first: ") + first->text() +
        "; correct it, or set [preflight] on_problem: warn");
}

runtime::Task<> PreflightCheck::check(const CheckFile& request) {
    if (!context_.preflight)
        throw printer::CommandError("PREFLIGHT_CHECK: files are not checked while planning");
    std::string path = request.filename;
    if (const auto* card = context_.modules.first<VirtualSdcard>()) path = card->path_of(path);
    last_ = co_await context_.preflight(path);
    ++files_;
    say(last_.findings);
    co_await time(std::move(path));
    if (last_.findings.empty()) context_.console.info(request.filename + ": nothing is wrong");
}

runtime::Task<> PreflightCheck::time(std::string path) {
    const int file = files_;
    if (!context_.time_print) co_return;
    auto timing = context_.time_print(std::move(path));
    auto marks = co_await timing;
    if (file == files_ && !marks.empty()) last_.marks = std::move(marks);
}

void PreflightCheck::say(const std::vector<Finding>& findings) const {
    for (std::size_t i = 0; i < std::min(findings.size(), most_told); ++i)
        context_.console.info((findings[i].fatal ? "" : "warning: ") + findings[i].text());
    if (findings.size() > most_told)
        context_.console.info("and " + std::to_string(findings.size() - most_told) +
                              " more; 'escapement check' lists them");
}

double PreflightCheck::share() const {
    const auto* stats = context_.modules.first<PrintStats>();
    if (stats && stats->status().state == "complete") return 1.0;
    const printer::Module* card = context_.modules.find("virtual_sdcard");
    if (!card) return 0.0;
    const base::Value status = printer::status_of(*card);
    const base::Value* progress = status.find("progress");
    const double* number = progress ? progress->as<double>() : nullptr;
    return number ? *number : 0.0;
}

PreflightCheck::Status PreflightCheck::status() const {
    Status status;
    for (const Finding& finding : last_.findings) status.problems.push_back(finding.text());
    if (last_.marks.empty()) return status;
    const auto total = last_.marks.back().time;
    status.total_duration_estimate = total.count();
    status.remaining = (total - time_at(last_.marks, share())).count();
    return status;
}

void PreflightCheck::describe(printer::Description<PreflightCheck>& module) {
    module.section("preflight")
        .status_name("print_time")
        .doc("Carries out each file without the machine before it is printed.");
    module.option<&Config::on_problem>("What to do with a file that has problems.")
        .choices({"refuse", "warn"});
    module.command<&PreflightCheck::check>("PREFLIGHT_CHECK", "Says what is wrong with a file")
        .parameter<&CheckFile::filename>(
            "Name of the file in the folder of [virtual_sdcard], or a path if there is none.")
        .required();
    module.status<&Status::total_duration_estimate>(
        "How long the file takes, in seconds, heating included; null before it is checked.");
    module.status<&Status::remaining>("How much of that is left, in seconds.");
    module.status<&Status::problems>("What was found in the file, a line each.");
}

}  // namespace escapement::modules
