// Files are carried out without the machine before they are printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "modules/arrivals.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/preflight.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [preflight].  Belongs to the main thread.
class PreflightCheck {
  public:
    struct Config {
        std::string on_problem = "refuse";
        bool check_uploads = true;
    };
    struct Status {
        std::optional<double> total_duration_estimate, remaining;
        std::vector<std::string> problems;
    };
    struct CheckFile {
        std::string filename;
    };
    static void describe(printer::Description<PreflightCheck>& module);

    PreflightCheck(Config config, printer::Context& context);

    // To be awaited before a file is printed.  Says what is wrong with it; throws CommandError if
    // that is to end the print, or the file cannot be read.
    runtime::Task<> before_print(std::string path);
    // The command: the same without a print.
    runtime::Task<> check(const CheckFile& request);

    Status status() const;

  private:
    // The file is timed exactly, which takes a while; the print goes on meanwhile.
    runtime::Task<> time(std::string path);
    // The findings of the file, from its arrival if they are known.
    runtime::Task<printer::Preflight> look_into(std::string path);
    void watch_uploads();
    void look_for_uploads();
    runtime::Task<> check_uploads(std::vector<std::string> names);
    void say(const std::vector<printer::Finding>& findings) const;
    // The share of the file that is done, where something prints one.
    double share() const;
    // Since the print began, as far as the marks know: a line that takes long passes evenly.
    base::Seconds time_passed() const;

    Config config_;
    printer::Context& context_;
    printer::Preflight last_;
    int files_ = 0;  // that were looked at
    std::optional<Arrivals> arrivals_;
    bool checks_uploads_ = false;  // at this moment
    // The upload that was checked last.
    struct Checked {
        std::string path;
        std::uintmax_t size = 0;
        std::filesystem::file_time_type changed{};
        printer::Preflight result;
    };
    static std::optional<Checked> state_of(const std::string& path);
    std::optional<Checked> checked_;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
