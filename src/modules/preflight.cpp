// Refusing what would not print, and knowing how long the rest takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/preflight.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/value.hpp"
#include "modules/idle_timeout.hpp"
#include "modules/print_stats.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::Finding;
using printer::TimeMark;

// Nobody reads more of them on a display.
constexpr std::size_t most_told = 10;
// A file that is still being written grows from one look to the next.
constexpr base::Seconds upload_interval{3.0};

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

// Until when a print stays at that share at most.
base::Seconds next_time(const std::vector<TimeMark>& marks, double share) {
    const auto after =
        std::upper_bound(marks.begin(), marks.end(), share, [](double s, const TimeMark& mark) {
            return s < mark.share;
        });
    const bool ends_line = after - marks.begin() >= 2 && std::prev(after)->share == share &&
                           std::prev(after, 2)->share == share;
    if (ends_line) return std::prev(after)->time;
    return after == marks.end() ? marks.back().time : after->time;
}

}  // namespace

PreflightCheck::PreflightCheck(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      timer_(context.executor, [this] { look_for_uploads(); }),
      ready_(context.events.ready.connect([this](const auto&) { watch_uploads(); })) {}

runtime::Task<> PreflightCheck::before_print(std::string path) {
    last_ = {};
    if (!context_.preflight) co_return;
    auto looking = look_into(path);
    last_ = co_await looking;
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

// What changes a file changes its time or its size.
std::optional<PreflightCheck::Checked> PreflightCheck::state_of(const std::string& path) {
    std::error_code gone;
    Checked state{.path = path,
                  .size = std::filesystem::file_size(path, gone),
                  .changed = std::filesystem::last_write_time(path, gone),
                  .result = {}};
    if (gone) return std::nullopt;
    return state;
}

runtime::Task<printer::Preflight> PreflightCheck::look_into(std::string path) {
    const auto state = state_of(path);
    if (state && checked_ && checked_->path == path && checked_->size == state->size &&
        checked_->changed == state->changed)
        co_return checked_->result;
    auto flight = context_.preflight(std::move(path));
    auto result = co_await flight;
    co_return result;
}

void PreflightCheck::watch_uploads() {
    const auto* card = context_.modules.first<VirtualSdcard>();
    if (!config_.check_uploads || !card || !context_.preflight || context_.simulated) return;
    arrivals_.emplace(card->folder());
    timer_.set_after(upload_interval);
}

// Only while nothing is printed, which would have to share the computer.
void PreflightCheck::look_for_uploads() {
    timer_.set_after(upload_interval);
    if (checks_uploads_ || context_.gcode.not_ready_because() ||
        context_.modules.the<IdleTimeout>().is_printing())
        return;
    auto names = arrivals_->look();
    if (names.empty()) return;
    checks_uploads_ = true;
    context_.executor.spawn(check_uploads(std::move(names)),
                            [this](std::exception_ptr) { checks_uploads_ = false; });
}

runtime::Task<> PreflightCheck::check_uploads(std::vector<std::string> names) {
    for (const auto& name : names) {
        const auto path = context_.modules.the<VirtualSdcard>().folder() + "/" + name;
        auto state = state_of(path);
        if (!state) continue;
        auto looking = look_into(path);
        state->result = co_await looking;
        checked_ = std::move(state);
        const auto& findings = checked_->result.findings;
        context_.console.info("New file " + name + (findings.empty() ? ": nothing is wrong" : ":"));
        say(findings);
    }
}

runtime::Task<> PreflightCheck::time(std::string path) {
    const int file = files_;
    if (!context_.time_print) co_return;
    std::vector<TimeMark> marks;
    std::string trouble;
    try {
        auto timing = context_.time_print(std::move(path));
        marks = co_await timing;
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) context_.console.info("warning: simulated, this print ends: " + trouble);
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

base::Seconds PreflightCheck::time_passed() const {
    const double done = share();
    const auto until_line = time_at(last_.marks, done);
    const auto* card = context_.modules.first<VirtualSdcard>();
    if (!card || done >= 1.0) return until_line;
    const auto most = next_time(last_.marks, done) - until_line;
    return until_line + std::clamp(card->in_line_for(), base::Seconds{}, most);
}

PreflightCheck::Status PreflightCheck::status() const {
    Status status;
    for (const Finding& finding : last_.findings) status.problems.push_back(finding.text());
    if (last_.marks.empty()) return status;
    const auto total = last_.marks.back().time;
    status.total_duration_estimate = total.count();
    status.remaining = (total - time_passed()).count();
    return status;
}

void PreflightCheck::describe(printer::Description<PreflightCheck>& module) {
    module.section("preflight")
        .status_name("print_time")
        .doc("Carries out each file without the machine before it is printed.");
    module.option<&Config::on_problem>("What to do with a file that has problems.")
        .choices({"refuse", "warn"});
    module.option<&Config::check_uploads>(
        "Whether files are checked as they come into the folder of [virtual_sdcard], too.");
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
