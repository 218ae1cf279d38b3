"""Our plug-ins for nbgrader's hooks: its gradebook, preprocessors, kernels and pages."""
