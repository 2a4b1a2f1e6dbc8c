// Files are carried out without the machine before they are printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/preflight.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [preflight].  Belongs to the main thread.
class PreflightCheck {
  public:
    struct Config {
        std::string on_problem = "refuse";
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
    void say(const std::vector<printer::Finding>& findings) const;
    // The share of the file that is done, where something prints one.
    double share() const;

    Config config_;
    printer::Context& context_;
    printer::Preflight last_;
    int files_ = 0;  // that were looked at
};

}  // namespace escapement::modules
