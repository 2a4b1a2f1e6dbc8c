// What every template sees of the printer, `printer`, and what it can do to it, `action_...`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "template/host.hpp"
#include "template/run.hpp"

namespace escapement::printer {

class Console;
class Modules;

// Methods of programs that are connected to the printer, which templates may call by name.
class RemoteMethods {
  public:
    using Method = std::function<void(const base::Value::Table& parameters)>;

    // A method of the same name is replaced.
    void add(std::string name, Method method) {
        methods_.insert_or_assign(std::move(name), std::move(method));
    }
    void remove(const std::string& name) { methods_.erase(name); }
    // Fails when nobody has registered the method.
    base::Result<void> call(std::string_view name, const base::Value::Table& parameters) const;

  private:
    std::map<std::string, Method, std::less<>> methods_;
};

// Belongs to the main thread.
class TemplateHost {
  public:
    TemplateHost(const Modules& modules,
                 const Console& console,
                 std::function<void(std::string reason)> shut_down);
    ~TemplateHost();
    TemplateHost(const TemplateHost&) = delete;
    TemplateHost& operator=(const TemplateHost&) = delete;

    // `printer` and the actions; nothing for other names.
    std::optional<templates::HostValue> find(std::string_view name);
    const templates::Limits& limits() const { return limits_; }
    RemoteMethods& remote_methods() { return remote_methods_; }

  private:
    class Action;
    class PrinterObject;

    std::unique_ptr<PrinterObject> printer_;
    std::vector<std::unique_ptr<Action>> actions_;
    RemoteMethods remote_methods_;
    std::mt19937_64 random_;  // seeded alike each time: a plan is repeatable
    templates::Limits limits_;
};

}  // namespace escapement::printer
