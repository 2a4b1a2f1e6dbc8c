// Modules with their types forgotten: how they are made, found again and asked for status.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "config/document.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/errors.hpp"
#include "printer/schema.hpp"
#include "printer/section_name.hpp"
#include "template/host.hpp"

namespace escapement::printer {

// What is done with the Status of a module, as long as that is there.
using StatusUse = std::function<void(const void* status)>;

struct ModuleType {
    std::unique_ptr<Schema> schema;
    std::type_index type;
    // Everything that is wrong with the section by itself.
    std::function<void(const config::Section& section, const Checking& checking)> check;
    // Builds from a section that has been checked; null for modules that exist without one.
    // Throws ConfigError.
    std::function<std::shared_ptr<void>(const config::Section* section, Context& context)> build;
    // Hands the module's Status to `use`; null where it has none.
    void (*with_status)(const void* module, const StatusUse& use);
    // Called once all modules of the printer have been made, in their order.  Throws ConfigError.
    // Null for most types.
    void (*after_build)(void* module);
    // What is to be done once the microcontrollers are configured, before any command runs.  Null
    // for most types.
    runtime::Task<> (*connect)(void* module);
    // What templates see of the module instead of its status, or null.
    templates::HostObject* (*host_object)(void* module);
    // The defaults of the options, by name.
    std::function<base::Value()> defaults;
    // The values that a section which has been checked gives the options, or their defaults where
    // there are any.
    std::function<base::Value(const config::Section& section, const Checking& checking)> settings;
};

struct Module {
    std::string name;  // the section's full name, or the type's own
    const ModuleType* type;
    std::shared_ptr<void> object;
};

// A module cannot be built because one that it needs was not; that one's problem is reported.
class MissingModule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// What a module tells about itself: all of it as a table, or one field alone.
base::Value status_of(const Module& module);
base::Value status_of(const Module& module, const Field& field);

// The modules of one printer, in the order in which they were made; destroyed in reverse.
class Modules {
  public:
    Modules() = default;
    Modules(const Modules&) = delete;
    Modules& operator=(const Modules&) = delete;
    ~Modules() {
        while (!modules_.empty()) modules_.pop_back();
    }

    void add(Module module) { modules_.push_back(std::move(module)); }
    const std::vector<Module>& all() const { return modules_; }
    const Module* find(std::string_view name) const;
    // The modules that tell their status, by the names they have there.
    const Module* find_status(std::string_view name) const;
    std::vector<std::string> status_names() const;

    // The module of type T made from the section of that name, or nullptr.
    template <class T>
    T* find(std::string_view name) const {
        const Module* module = find(name);
        if (!module || module->type->type != typeid(T)) return nullptr;
        return static_cast<T*>(module->object.get());
    }
    // The first of its type, or nullptr.
    template <class T>
    T* first() const {
        for (const Module& module : modules_)
            if (module.type->type == typeid(T)) return static_cast<T*>(module.object.get());
        return nullptr;
    }
    // The only one of its type.  Throws MissingModule where its section could not be built.
    template <class T>
    T& the() const {
        T* module = first<T>();
        if (!module) throw MissingModule(typeid(T).name());
        return *module;
    }

  private:
    std::vector<Module> modules_;
};

// Fills `record` from the section; whoever may use its pins claims them.
void read_options(const Schema& schema,
                  const config::Section& section,
                  void* record,
                  Complaints& complaints);
// What is still to be done with the defaults of a module that exists without a section.
void settle_defaults(const Schema& schema, void* record);
void claim_pins(const Schema& schema, const config::Section& section, Complaints& complaints);

// The options that only begin alike, as they are written.
void add_families(const Schema& schema, const config::Section& section, base::Value::Table& table);

namespace detail {

template <class M>
concept Configured = requires {
    typename M::Config;
};

template <Configured M>
typename M::Config read_module_config(const Schema& schema,
                                      const config::Section& section,
                                      Complaints& complaints) {
    typename M::Config config{};
    if constexpr (requires { config.section; }) config.section = complaints.section();
    read_options(schema, section, &config, complaints);
    return config;
}

template <class M>
void check_module(const Schema& schema, const config::Section& section, const Checking& checking) {
    Complaints complaints(section_name(section), checking);
    if constexpr (Configured<M>) {
        const auto config = read_module_config<M>(schema, section, complaints);
        claim_pins(schema, section, complaints);
        if constexpr (requires { M::check(config, complaints); }) M::check(config, complaints);
    }
}

template <class M>
std::shared_ptr<void> build_module(const Schema& schema,
                                   const config::Section* section,
                                   Context& context) {
    if constexpr (Configured<M>) {
        if (!section) {
            typename M::Config config{};
            settle_defaults(schema, &config);
            return std::make_shared<M>(std::move(config), context);
        }
        std::vector<config::Problem> problems;
        Complaints complaints(section_name(*section), {context.config, context.pins, problems});
        auto config = read_module_config<M>(schema, *section, complaints);
        ASSERT(problems.empty());  // it has been checked
        return std::make_shared<M>(std::move(config), context);
    } else {
        return std::make_shared<M>(context);
    }
}

template <class M>
void with_status(const void* module, const StatusUse& use) {
    const auto& status = static_cast<const M*>(module)->status();
    use(&status);
}

template <class M>
constexpr auto with_status_of() -> decltype(ModuleType::with_status) {
    if constexpr (requires(const M& module) { module.status(); })
        return with_status<M>;
    else
        return nullptr;
}

template <class M>
void after_build(void* module) {
    static_cast<M*>(module)->after_build();
}

template <class M>
constexpr auto after_build_of() -> decltype(ModuleType::after_build) {
    if constexpr (requires(M & module) { module.after_build(); })
        return after_build<M>;
    else
        return nullptr;
}

template <class M>
runtime::Task<> connect(void* module) {
    return static_cast<M*>(module)->connect();
}

template <class M>
constexpr auto connect_of() -> decltype(ModuleType::connect) {
    if constexpr (requires(M & module) { module.connect(); })
        return connect<M>;
    else
        return nullptr;
}

template <class M>
templates::HostObject* host_object(void* module) {
    return &static_cast<M*>(module)->host_object();
}

template <class M>
constexpr auto host_object_of() -> decltype(ModuleType::host_object) {
    if constexpr (requires(M & module) { module.host_object(); })
        return host_object<M>;
    else
        return nullptr;
}

// A module whose defaults follow from other options has an overload of complete_settings() beside
// its Config, for those who read the settings.
template <class M>
base::Value module_settings(const Schema& schema,
                            const config::Section& section,
                            const Checking& checking) {
    base::Value::Table table;
    if constexpr (Configured<M>) {
        Complaints complaints(section_name(section), checking);
        auto config = read_module_config<M>(schema, section, complaints);
        if constexpr (requires { complete_settings(config, complaints); })
            complete_settings(config, complaints);
        for (const Field& field : schema.options)
            if (auto value = field.type ? field.value(&config) : base::Value(); !value.is_null())
                table.emplace_back(field.name, std::move(value));
        add_families(schema, section, table);
    }
    return table;
}

template <class M>
base::Value module_defaults(const Schema& schema) {
    base::Value::Table table;
    if constexpr (Configured<M>) {
        const typename M::Config config{};
        for (const Field& field : schema.options)
            table.emplace_back(field.name, field.preset(&config));
    }
    return table;
}

}  // namespace detail

// Everything about one kind of module, from its describe().
template <class M>
ModuleType module_type() {
    auto schema = std::make_unique<Schema>();
    Description<M> description(*schema);
    M::describe(description);
    const Schema* known = schema.get();
    return {
        .schema = std::move(schema),
        .type = typeid(M),
        .check =
            [known](const config::Section& section, const Checking& checking) {
                detail::check_module<M>(*known, section, checking);
            },
        .build =
            [known](const config::Section* section, Context& context) {
                return detail::build_module<M>(*known, section, context);
            },
        .with_status = detail::with_status_of<M>(),
        .after_build = detail::after_build_of<M>(),
        .connect = detail::connect_of<M>(),
        .host_object = detail::host_object_of<M>(),
        .defaults = [known] { return detail::module_defaults<M>(*known); },
        .settings =
            [known](const config::Section& section, const Checking& checking) {
                return detail::module_settings<M>(*known, section, checking);
            },
    };
}

}  // namespace escapement::printer
